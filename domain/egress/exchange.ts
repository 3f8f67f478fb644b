import { type Answer, createAnswerReader } from "./answer.ts";
import { type Connection, destroyConnection, SocketIsGone } from "./connection.ts";
import { explainExchangeError } from "./explain-exchange-error.ts";
import { EgressFailure } from "./failure.ts";
import { type Limits, stoppedFailure } from "./within.ts";

export type ExchangeRequest = Limits & {
  /** The whole attempt's time, for the sentence that says it is over; `timeoutMs` is what is left of it. */
  attemptTimeoutMs: number;
  method: string;
  /** Path and query. */
  path: string;
  /** Name, value, name, value… */
  headers: string[];
  body: Uint8Array;
  responseBytesMax: number;
  /** How long the body may take once the headers are there. */
  responseTimeMaxMs: number;
  /** Why the request must not leave any more, or null; asked right before its first byte does. */
  refusal: () => EgressFailure | null;
};

export type ExchangeOutcome =
  | { kind: "answered"; answer: Answer; firstByteMs: number }
  | { kind: "failed"; failure: EgressFailure }
  /** The socket was gone before a byte of this request was written: it may be sent on another one. */
  | { kind: "stale" };

/**
 * Sends one request over an open connection and reads the answer; `timeoutMs` covers both.
 * Whatever breaks after the headers leaves a truncated answer. The connection is destroyed unless the answer is whole.
 */
export function exchange(connection: Connection, request: ExchangeRequest): Promise<ExchangeOutcome> {
  const { promise, resolve } = Promise.withResolvers<ExchangeOutcome>();
  const startedAt = performance.now();
  const reader = createAnswerReader(request.responseBytesMax);
  let firstByteMs = 0;
  const end = (outcome: ExchangeOutcome) => {
    clock.stop();
    resolve(outcome);
  };
  const breakOff = (failure: EgressFailure) => {
    end(
      reader.hasStarted()
        ? { kind: "answered", answer: reader.finish("cut"), firstByteMs }
        : { kind: "failed", failure },
    );
    destroyConnection(connection);
  };
  const clock = startClock(request, breakOff);
  if (request.signal?.aborted) {
    breakOff(stoppedFailure());
    return promise;
  }
  const { method, path, headers, body } = request;
  connection.client.dispatch(
    { method, path, headers, body },
    {
      onRequestStart(controller) {
        const failure = request.refusal();
        if (failure === null) return;
        breakOff(failure);
        controller.abort(failure);
      },
      onResponseStart(_controller, status, answerHeaders) {
        if (status >= 200) {
          reader.start(status, answerHeaders);
          firstByteMs = performance.now() - startedAt;
          clock.restart(Math.min(request.responseTimeMaxMs, request.timeoutMs - firstByteMs));
        }
      },
      onResponseData(_controller, chunk) {
        if (!reader.add(chunk)) {
          breakOff(new EgressFailure("unknown", "The receiver's answer is too long to be read to its end."));
        }
      },
      onResponseEnd: () => end({ kind: "answered", answer: reader.finish("whole"), firstByteMs }),
      onResponseError: (_controller, error) =>
        error instanceof SocketIsGone ? end({ kind: "stale" }) : breakOff(explainExchangeError(error)),
    },
  );
  return promise;
}

type Clock = { restart(timeoutMs: number): void; stop(): void };

function startClock(
  { timeoutMs, attemptTimeoutMs, signal }: ExchangeRequest,
  breakOff: (failure: EgressFailure) => void,
): Clock {
  const expire = () =>
    breakOff(new EgressFailure("timeout", `The receiver did not answer within ${attemptTimeoutMs} ms.`));
  const abort = () => breakOff(stoppedFailure());
  let timer = setTimeout(expire, timeoutMs);
  signal?.addEventListener("abort", abort, { once: true });
  return {
    restart(nextTimeoutMs) {
      clearTimeout(timer);
      timer = setTimeout(expire, nextTimeoutMs);
    },
    stop() {
      clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
    },
  };
}
