import { randomBytes } from "node:crypto";
import type { AttemptError, DeliveryStatus } from "#domain/delivery/words.ts";
import {
  answers,
  answersRaw,
  dripsHeaders,
  endlessBody,
  gzipBomb,
  hangsUp,
  neverAnswers,
  redirectsTo,
  resets,
  shortBody,
  speaksFirst,
} from "#harness/behaviours.ts";
import type { Behaviour } from "#harness/receiver.ts";

/** A receiver that means no good, and what becomes of a delivery to it. */
export type HostileCase = {
  /** Also the last word of its event type. */
  name: string;
  behaviour: Behaviour;
  isTls?: boolean;
  becomes: { status: DeliveryStatus; error: AttemptError | null; responseCode: number | null };
};

const taken = (responseCode: number) => ({ status: "succeeded", error: null, responseCode }) as const;
const refused = (responseCode: number) => ({ status: "dead_letter", error: "http_status", responseCode }) as const;
const broken = (error: AttemptError) => ({ status: "dead_letter", error, responseCode: null }) as const;

const STRANGE_TEXT = Buffer.concat([
  Buffer.from([0, 0xff, 0xfe]),
  Buffer.from("\u001b[31m</script><script>alert(1)</script>\u202e"),
]);
const NONSENSE = ["-1", "inf", "abc", "Thu, 01 Jan 1970 00:00:00 GMT", "1e9x", "9".repeat(10_000)];

export const HOSTILE_CASES: readonly HostileCase[] = [
  { name: "silent", behaviour: neverAnswers(), becomes: broken("timeout") },
  { name: "dripping", behaviour: dripsHeaders(200), becomes: broken("timeout") },
  { name: "endless", behaviour: endlessBody({ everyMs: null }), becomes: taken(200) },
  { name: "endless_slow", behaviour: endlessBody({ everyMs: 200 }), becomes: taken(200) },
  { name: "bomb", behaviour: gzipBomb(64 * 1024 * 1024), becomes: taken(200) },
  { name: "short", behaviour: shortBody({ announced: 100, body: "12345" }), becomes: taken(200) },
  { name: "reset", behaviour: resets(), becomes: broken("connection_reset") },
  { name: "reset_in_headers", behaviour: resets("HTTP/1.1 200 OK\r\nx-half: "), becomes: broken("connection_reset") },
  { name: "hang_up", behaviour: hangsUp(), becomes: broken("connection_reset") },
  { name: "ssh", behaviour: speaksFirst("SSH-2.0-OpenSSH_9.2\r\n"), becomes: broken("bad_response") },
  { name: "noise", behaviour: answersRaw(randomBytes(512)), becomes: broken("bad_response") },
  { name: "self_signed", behaviour: answers(), isTls: true, becomes: broken("tls_error") },
  { name: "redirect", behaviour: redirectsTo("http://127.0.0.1/"), becomes: { ...refused(302), error: "redirect" } },
  { name: "choices", behaviour: answers({ status: 300 }), becomes: { ...refused(300), error: "redirect" } },
  { name: "gone", behaviour: answers({ status: 410 }), becomes: { ...refused(410), status: "failed" } },
  {
    name: "strange_text",
    behaviour: answers({ body: STRANGE_TEXT }),
    becomes: taken(200),
  },
  ...[204, 299].map((status) => ({ name: `${status}`, behaviour: answers({ status }), becomes: taken(status) })),
  ...[304, 400, 500].map((status) => ({ name: `${status}`, behaviour: answers({ status }), becomes: refused(status) })),
  ...NONSENSE.map((value, at) => ({
    name: `retry_after_${at}`,
    behaviour: answers({ status: 503, headers: { "retry-after": value } }),
    becomes: refused(503),
  })),
];
