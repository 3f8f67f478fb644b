import type { Dispatcher } from "undici";

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
export type AnswerReader = {
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
    if (value !== undefined) {
      entries.push([name, typeof value === "string" ? value : value.join(", ")]);
    }
  }
  return Object.fromEntries(entries);
}
