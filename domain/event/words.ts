/** What Posthouse itself tells an app's endpoints about: the types of its operational events. */
export const OPERATIONAL_EVENT_TYPES = [
  "endpoint.failing",
  "endpoint.suspended",
  "endpoint.resumed",
  "delivery.dead_letter",
] as const;
export type OperationalEventType = (typeof OPERATIONAL_EVENT_TYPES)[number];
