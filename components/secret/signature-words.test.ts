import { expect, test } from "vitest";
import { type SignatureDiagnosis, signatureDiagnosis } from "#domain/secret/schema.ts";
import { signatureVerdict } from "./signature-words.ts";

const now = Date.UTC(2026, 0, 31, 12);
const facts: SignatureDiagnosis = {
  cause: "genuine",
  signedAt: new Date(now - 60_000).toISOString(),
  missingHeaders: [],
  isMilliseconds: false,
  clockAheadSeconds: null,
  secret: null,
  difference: null,
};
const verdict = (some: Partial<SignatureDiagnosis>) => signatureVerdict({ ...facts, ...some }, now);
const till = { last4: "abcd", endedAt: null, endpoint: { id: "ep_2", name: "Till" } };
const older = { last4: "wxyz", endedAt: "2026-01-30T12:00:00.000Z", endpoint: null };
const difference = { kind: "json_rewritten", firstDifferenceAt: 13, sentBytes: 120, seenBytes: 118 } as const;

test("every cause has its words: what is the case, how that is known, what to do", () => {
  for (const cause of signatureDiagnosis.shape.cause.options) {
    const { tone, title, why, advice } = verdict({ cause, secret: till, difference, clockAheadSeconds: 900 });
    expect(tone).toBe(cause === "genuine" ? "ok" : "bad");
    for (const text of [title, why, advice]) expect(text).not.toMatch(/undefined|null|NaN|!/);
  }
});

test.each<[string, Partial<SignatureDiagnosis>, RegExp]>([
  ["an old genuine message", { signedAt: new Date(now - 7_200_000).toISOString() }, /2 h ago.*five minutes late/s],
  ["a fresh genuine message", {}, /its clock is wrong/],
  ["a clock that is ahead", { cause: "clock", clockAheadSeconds: 900 }, /15 min later.*queue/s],
  ["a clock that is behind", { cause: "clock", clockAheadSeconds: -900 }, /15 min earlier.*future/s],
  ["the receiver's other endpoint's secret", { cause: "receiver_secret", secret: till }, /endpoint Till/],
  ["the receiver's older secret", { cause: "receiver_secret", secret: older }, /older one, whose grace is over/],
  ["the receiver's unknown secret", { cause: "receiver_secret" }, /none that this app knows/],
  ["an ended secret", { cause: "secret_ended", secret: older }, /…wxyz signs no more since 2026-01-30 12:00 UTC/],
  ["another endpoint", { cause: "other_endpoint", secret: till }, /endpoint Till.*…abcd/s],
  ["a changed body", { cause: "body_changed", difference }, /written anew.*number 14 of 120 B/s],
  [
    "missing headers",
    { cause: "header_missing", missingHeaders: ["webhook-id", "webhook-signature"] },
    /webhook-id and webhook-signature did not arrive/,
  ],
  ["milliseconds", { cause: "timestamp_malformed", isMilliseconds: true }, /in milliseconds/],
])("%s", (_, some, words) => {
  const { title, why, advice } = verdict(some);
  expect(`${title}\n${why}\n${advice}`).toMatch(words);
});
