import { expect, test } from "vitest";
import { phasesOf } from "./timings.ts";

const response = { code: 200, headers: {}, body: "", bodyBytes: 0, truncated: false };
const none = { dnsMs: null, connectMs: null, tlsMs: null, firstByteMs: null };

test("phases follow one another and end with the reading", () => {
  const timings = { dnsMs: 4, connectMs: 10, tlsMs: 20, firstByteMs: 50 };
  expect(phasesOf({ durationMs: 100, timings, response })).toEqual([
    { name: "dns", startMs: 0, durationMs: 4 },
    { name: "connect", startMs: 4, durationMs: 10 },
    { name: "tls", startMs: 14, durationMs: 20 },
    { name: "wait", startMs: 34, durationMs: 50 },
    { name: "read", startMs: 84, durationMs: 16 },
  ]);
});

test("a kept connection has neither DNS nor TLS", () => {
  const phases = phasesOf({ durationMs: 30, timings: { ...none, firstByteMs: 30 }, response });
  expect(phases).toEqual([{ name: "wait", startMs: 0, durationMs: 30 }]);
});

test("without an answer the time left was spent waiting for it", () => {
  const phases = phasesOf({ durationMs: 15_000, timings: { ...none, dnsMs: 2, connectMs: 8 }, response: null });
  expect(phases.at(-1)).toEqual({ name: "wait", startMs: 10, durationMs: 14_990 });
});

test("an attempt without a duration has no phases", () => {
  expect(phasesOf({ durationMs: null, timings: none, response: null })).toEqual([]);
});
