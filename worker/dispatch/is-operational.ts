import type { Job } from "./load.ts";

/**
 * Whether a delivery carries an event that Posthouse made to tell something. What becomes of it makes no further event,
 * so that two endpoints that are told of each other never go round in circles.
 */
export function isOperational({ message, trigger }: Pick<Job, "message" | "trigger">): boolean {
  return trigger !== "test" && message?.isSynthetic === true;
}
