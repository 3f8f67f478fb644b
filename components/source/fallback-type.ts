/** The type of events whose request names none; the API's own word, as the test holds. */
export const FALLBACK_EVENT_TYPE = "source.received";
