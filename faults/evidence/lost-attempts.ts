import type { Evidence } from "./evidence.ts";

/**
 * The attempts that the faults took down, as `delivery/number`: under way when a fault struck, and never recorded by the
 * worker that made them. Both halves are needed: the snapshot also holds what other workers finished, and a record that
 * says `unknown` where none struck would be the very mistake that is looked for.
 */
export function lostAttempts({ faults, attempts }: Pick<Evidence, "faults" | "attempts">): Set<string> {
  const hit = new Set(faults.flatMap(({ inFlight }) => inFlight.map((one) => attemptKey(one.deliveryId, one.attempt))));
  const unknown = attempts.filter(({ errorCode, responseCode }) => errorCode === "unknown" && responseCode === null);
  return new Set(unknown.map(({ deliveryId, number }) => attemptKey(deliveryId, number)).filter((key) => hit.has(key)));
}

export function attemptKey(deliveryId: string, number: number): string {
  return `${deliveryId}/${number}`;
}
