import { ApiError } from "#components/query/api-error.ts";
import { WALL_REFRESH_MS } from "./queries.ts";

/** Whether what a wall shows is still true: `since` is when it last was, in ms since 1970. */
export type Contact = { isLost: false } | LostContact;
export type LostContact = { isLost: true; since: number; why: "no_answer" | "signed_out" | "refused" };

/** Two answers in a row missed; one may be a hiccup of the network. */
const SILENCE_MS = 2.5 * WALL_REFRESH_MS;

/** An answer that fails and one that does not come both mean that the picture is old; a refusal is told at once. */
export function contactOf(
  { dataUpdatedAt, error }: { dataUpdatedAt: number; error: Error | null },
  now: number,
): Contact {
  const status = error instanceof ApiError ? error.status : null;
  if (status === 401) return { isLost: true, since: dataUpdatedAt, why: "signed_out" };
  if (status === 403 || status === 404) return { isLost: true, since: dataUpdatedAt, why: "refused" };
  if (now - dataUpdatedAt < SILENCE_MS) return { isLost: false };
  return { isLost: true, since: dataUpdatedAt, why: "no_answer" };
}
