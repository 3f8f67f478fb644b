/** What a parameter means whose own schema does not say. */
export function fieldWords(name: string, noun: string): string {
  return WORDS[name] ?? `The ${noun}'s ${name === "id" ? "id" : name}`;
}

const WORDS: Record<string, string> = {
  limit: "How many at most",
  cursor: "The `nextCursor` of the page before",
  after: "From this moment on",
  before: "Up to this moment, itself left out",
  status: "Only those with this status",
  eventType: "Only those of this event type",
  type: "Only those of this event type",
  eventId: "Only those of this event",
  endpointId: "Only those of this endpoint",
  sourceId: "Only those that came in at this source",
  processId: "Only those of this process",
  threadId: "Only those of this thread",
  active: "Only those that are active, or that are not",
  trigger: "Only those made this way",
  responseCode: "Only those whose last answer had this HTTP status",
  error: "Only those whose last attempt ended in this error",
  health: "Only those in this state of health",
  action: "Only this action",
  permanent: "Whether its secrets and its history go too, for good",
  userId: "The person's id",
};
