/** A streak of failed attempts: how many, and when the first of them was. */
export type Streak = { consecutiveFailures: number; failingSince: Date | null };

/**
 * The earliest moment at which Posthouse will suspend an endpoint that goes on failing: `minSeconds` after the first
 * failure of the streak. Null where nothing is failing, or where the rule cannot act because nothing is sent.
 */
export function suspensionForecast(
  { consecutiveFailures, failingSince }: Streak,
  { isActive, minSeconds }: { isActive: boolean; minSeconds: number },
): Date | null {
  if (!isActive || consecutiveFailures === 0 || failingSince === null) return null;
  return new Date(failingSince.getTime() + minSeconds * 1000);
}
