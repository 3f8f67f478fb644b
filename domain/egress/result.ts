/** Why an attempt got no answer. `redirect` and `http_status` come from the answer's status: see classifyResponse. */
export type EgressErrorCode =
  | "timeout"
  | "connect_timeout"
  | "dns_error"
  | "connection_refused"
  | "connection_reset"
  | "tls_error"
  | "blocked_address"
  | "bad_response"
  | "unknown";

/** Whole milliseconds of each phase; null where the phase did not happen (a literal address, a kept connection). */
export type EgressTimings = {
  dnsMs: number | null;
  connectMs: number | null;
  tlsMs: number | null;
  /** From the request being written to the end of the response's headers. */
  firstByteMs: number | null;
};

export type EgressResponse = {
  kind: "response";
  status: number;
  /** Lower-case names; a repeated header is joined with a comma and a space. At most 16 KiB in all. */
  headers: Record<string, string>;
  /** The first bytes of the body, as they came: never inflated, never decoded. */
  body: Uint8Array;
  /** How many bytes of body arrived before we stopped reading; at least `body.length`. */
  bodyBytes: number;
  /** True where `body` is not the whole body. */
  truncated: boolean;
  timings: EgressTimings;
  durationMs: number;
  remoteAddress: string;
};

type EgressError = {
  kind: "error";
  code: EgressErrorCode;
  /** A sentence for people; holds no header, body or secret. */
  message: string;
  /** True where the fault lies with this deployment (resolver, proxy, network): it says nothing about the receiver. */
  isOurOutage: boolean;
  timings: EgressTimings;
  durationMs: number;
  remoteAddress: string | null;
};

export type EgressResult = EgressResponse | EgressError;

/**
 * What a status means for a delivery: 200–299 succeeds, a redirect is never followed, all else is `http_status`.
 * 304 is no redirect: it names no other place.
 */
export function classifyResponse(status: number): "succeeded" | "redirect" | "http_status" {
  if (status >= 200 && status <= 299) return "succeeded";
  return status >= 300 && status <= 399 && status !== 304 ? "redirect" : "http_status";
}
