import { setTimeout as delay } from "node:timers/promises";

const pollMs = 150;
const answerTimeoutMs = 5_000;

/** Resolves once `url` answers 2xx; rejects when `signal` says to stop waiting. */
export async function waitUntilReady(url: string, signal: AbortSignal): Promise<void> {
  while (!(await answers(url, signal))) await delay(pollMs, undefined, { signal });
}

async function answers(url: string, signal: AbortSignal): Promise<boolean> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(answerTimeoutMs)]) });
    await answer.body?.cancel();
    return answer.ok;
  } catch {
    return false;
  }
}
