import type { EgressErrorCode } from "./result.ts";

/** Ends an attempt inside this module; sendRequest turns it into a result, so no caller ever sees it thrown. */
export class EgressFailure extends Error {
  readonly code: EgressErrorCode;
  readonly isOurOutage: boolean;

  constructor(code: EgressErrorCode, message: string, { isOurOutage = false, cause }: FailureDetails = {}) {
    super(message, { cause });
    this.name = "EgressFailure";
    this.code = code;
    this.isOurOutage = isOurOutage;
  }
}

type FailureDetails = { isOurOutage?: boolean; cause?: unknown };

/** The `code` that Node and undici put on their errors ("ECONNRESET"); an empty string where there is none. */
export function errorCode(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}

export type Limits = {
  timeoutMs: number;
  signal: AbortSignal | undefined;
};

/**
 * Gives a step of an attempt its time and no more. The step gets a signal that fires when its time is over or the
 * caller stops, and must let go of what it holds then. Throws what `expired` returns when the time is over.
 */
export async function within<T>(
  step: (signal: AbortSignal) => Promise<T>,
  { timeoutMs, signal, expired }: Limits & { expired: () => EgressFailure },
): Promise<T> {
  const over = new AbortController();
  const stop = () => over.abort(stoppedFailure());
  const timer = setTimeout(() => over.abort(expired()), Math.max(timeoutMs, 0));
  signal?.addEventListener("abort", stop, { once: true });
  if (signal?.aborted) stop();
  try {
    over.signal.throwIfAborted();
    return await Promise.race([rejectionOf(over.signal), step(over.signal)]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", stop);
  }
}

/** What an attempt ends with when its caller stops it; says nothing about the receiver. */
export function stoppedFailure(): EgressFailure {
  return new EgressFailure("unknown", "The request was stopped before it finished.", { isOurOutage: true });
}

function rejectionOf(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}
