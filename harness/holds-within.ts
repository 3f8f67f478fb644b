import { setTimeout as delay } from "node:timers/promises";

/** Asks until something holds; answers whether it did in time. */
export async function holdsWithin(withinMs: number, holds: () => boolean | Promise<boolean>, everyMs = 50) {
  const giveUpAt = performance.now() + withinMs;
  while (!(await holds())) {
    if (performance.now() > giveUpAt) return false;
    await delay(everyMs);
  }
  return true;
}
