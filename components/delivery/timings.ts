import type { Attempt } from "#domain/delivery/schema.ts";

/** A phase of an attempt: where it starts and how long it took, in ms since the attempt started. */
export type Phase = { name: PhaseName; startMs: number; durationMs: number };
export type PhaseName = "dns" | "connect" | "tls" | "wait" | "read";

export const PHASE_WORDS: Record<PhaseName, { word: string; meaning: string }> = {
  dns: { word: "DNS", meaning: "Resolving the receiver’s name" },
  connect: { word: "Connect", meaning: "Opening the connection" },
  tls: { word: "TLS", meaning: "Agreeing on encryption" },
  wait: { word: "Wait", meaning: "From the request being written to the end of the answer’s headers" },
  read: { word: "Read", meaning: "Reading the body" },
};

/**
 * The phases of an attempt one after the other; those that did not happen are missing. What is left of the duration after
 * the measured phases is the reading where there was an answer, and the wait in which it ended where there was none.
 */
export function phasesOf(attempt: Pick<Attempt, "durationMs" | "timings" | "response">): Phase[] {
  const { durationMs, timings } = attempt;
  const measured: [PhaseName, number | null][] = [
    ["dns", timings.dnsMs],
    ["connect", timings.connectMs],
    ["tls", timings.tlsMs],
    ["wait", timings.firstByteMs],
  ];
  const known = measured.filter((entry): entry is [PhaseName, number] => entry[1] !== null);
  const rest = (durationMs ?? 0) - known.reduce((sum, [, ms]) => sum + ms, 0);
  if (rest > 0) known.push([attempt.response === null ? "wait" : "read", rest]);
  let startMs = 0;
  return known.map(([name, ms]) => {
    const phase = { name, startMs, durationMs: ms };
    startMs += ms;
    return phase;
  });
}
