import type { Delivery } from "#domain/delivery/schema.ts";

/** What made a delivery, in a word. */
export const TRIGGER_WORDS: Record<Delivery["trigger"], string> = { event: "Event", test: "Test", replay: "Replay" };
