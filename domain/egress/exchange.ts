import { type Dispatcher, errors } from "undici";
import { type Connection, destroyConnection, SocketIsGone } from "./connection.ts";
import { EgressFailure, errorCode, type Limits, stoppedFailure } from "./failure.ts";

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

type ExchangeOutcome =
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

type ResponseHeaders = Parameters<NonNullable<Dispatcher.DispatchHandler["onResponseStart"]>>[2];

/** What a receiver answered, as far as it was read. */
export type Answer = {
  status: number;
  headers: Record<string, string>;
  body: Uint8Array;
  bodyBytes: number;
  truncated: boolean;
};

/** Gathers a response piece by piece, keeping at most `bytesMax` of its body. */
type AnswerReader = {
  /** True once the final status has arrived: from here on there is an answer, however its body ends. */
  hasStarted(): boolean;
  start(status: number, headers: ResponseHeaders): void;
  /** Returns false when enough has been read and the rest is not worth the wait. */
  add(chunk: Buffer): boolean;
  finish(ending: "whole" | "cut"): Answer;
};

/** Past what is kept, this much is still read, so that the connection can be used again. */
const DRAIN_BYTES_MAX = 65_536;

export function createAnswerReader(bytesMax: number): AnswerReader {
  const kept: Buffer[] = [];
  let keptBytes = 0;
  let bodyBytes = 0;
  let head: { status: number; headers: ResponseHeaders } | null = null;
  return {
    hasStarted: () => head !== null,
    start(status, headers) {
      head = { status, headers };
    },
    add(chunk) {
      bodyBytes += chunk.length;
      if (keptBytes < bytesMax) {
        const piece = chunk.subarray(0, bytesMax - keptBytes);
        kept.push(piece);
        keptBytes += piece.length;
      }
      return bodyBytes <= bytesMax + DRAIN_BYTES_MAX;
    },
    finish: (ending) => ({
      status: head?.status ?? 0,
      headers: joinHeaders(head?.headers ?? {}),
      // A copy: the pieces are views that would hold on to whole socket buffers.
      body: Buffer.concat(kept, keptBytes),
      bodyBytes,
      truncated: ending === "cut" || bodyBytes > keptBytes,
    }),
  };
}

// fromEntries defines properties, so that a header named __proto__ is a header like any other.
function joinHeaders(headers: ResponseHeaders): Record<string, string> {
  const entries: [string, string][] = [];
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) entries.push([name, typeof value === "string" ? value : value.join(", ")]);
  }
  return Object.fromEntries(entries);
}

// undici gives protocol breaches and closed sockets one code; these messages tell them apart.
const UNDICI_PROTOCOL_MESSAGES: ReadonlySet<string> = new Set(["bad response", "bad upgrade"]);

/** Says in a sentence why an open connection brought no answer. */
function explainExchangeError(error: Error): EgressFailure {
  const code = errorCode(error);
  if (
    error instanceof errors.HTTPParserError ||
    (code === "UND_ERR_SOCKET" && UNDICI_PROTOCOL_MESSAGES.has(error.message))
  ) {
    return new EgressFailure("bad_response", "The receiver's answer is not valid HTTP/1.1.", { cause: error });
  }
  if (code.startsWith("ERR_SSL_") || code === "EPROTO") {
    return new EgressFailure("tls_error", `The receiver broke the TLS connection off (${code}).`, { cause: error });
  }
  switch (code) {
    case "UND_ERR_RES_CONTENT_LENGTH_MISMATCH":
      return new EgressFailure("bad_response", "The receiver's answer is not valid HTTP/1.1.", { cause: error });
    case "UND_ERR_HEADERS_OVERFLOW":
      return new EgressFailure("bad_response", "The receiver's response headers are larger than 16 KiB.", {
        cause: error,
      });
    case "UND_ERR_INVALID_ARG":
    case "UND_ERR_NOT_SUPPORTED":
      return new EgressFailure("unknown", "The request has a header that HTTP does not allow.", { cause: error });
    case "UND_ERR_SOCKET":
    case "UND_ERR_DESTROYED":
    case "ECONNRESET":
    case "EPIPE":
    case "ETIMEDOUT":
      return new EgressFailure("connection_reset", "The receiver closed the connection before it answered.", {
        cause: error,
      });
    default:
      return new EgressFailure("unknown", `The exchange failed${code === "" ? "" : ` (${code})`}.`, { cause: error });
  }
}
