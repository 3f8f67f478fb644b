import { expect, test } from "vitest";
import { EVENT_BYTES_MAX } from "#domain/event/words.ts";
import { messageFault } from "./message-fault.ts";

test.each([
  ["", /not JSON/],
  ["{", /not JSON/],
  ["[]", /JSON object/],
  ["null", /JSON object/],
  ["{}", /"type"/],
  ['{"type":1}', /"type"/],
])("%j is refused before it is sent", (text, fault) => expect(messageFault(text)).toMatch(fault));

test("a message of the largest size may be sent, one byte more may not", () => {
  const frame = '{"type":"a","x":""}';
  const largest = frame.replace('""', `"${"x".repeat(EVENT_BYTES_MAX - frame.length)}"`);
  expect(messageFault(largest)).toBeNull();
  expect(messageFault(`${largest} `)).toMatch(/256 KiB/);
});
