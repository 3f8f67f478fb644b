import { expect, test } from "vitest";
import { readSeenHeaders } from "./diagnose-signature.ts";

const seen = { id: "evt_1", timestamp: "1700000000", signature: "v1,abc+/= v1,def=" };

test.each([
  ["header lines", "Webhook-Id: evt_1\r\nwebhook-timestamp: 1700000000\r\nwebhook-signature: v1,abc+/= v1,def="],
  ["curl's", "> webhook-id: evt_1\n> webhook-timestamp: 1700000000\n> webhook-signature: v1,abc+/= v1,def=\n>"],
  ["JSON", '{"webhook-id":"evt_1","webhook-timestamp":"1700000000","webhook-signature":"v1,abc+/= v1,def="}'],
  [
    "JSON with lists",
    '{ "Webhook-Id": ["evt_1"], "Webhook-Timestamp": ["1700000000"], "Webhook-Signature": ["v1,abc+/= v1,def="] }',
  ],
  [
    "an environment",
    "HTTP_WEBHOOK_ID=evt_1\nHTTP_WEBHOOK_TIMESTAMP=1700000000\nHTTP_WEBHOOK_SIGNATURE=v1,abc+/= v1,def=",
  ],
  [
    "a Ruby hash",
    `{"HTTP_WEBHOOK_ID"=>"evt_1", 'HTTP_WEBHOOK_TIMESTAMP' => '1700000000', "HTTP_WEBHOOK_SIGNATURE"=>"v1,abc+/= v1,def="}`,
  ],
])("reads %s", (_, text) => expect(readSeenHeaders(text)).toEqual(seen));

test("says what is not there, and takes the first of two", () => {
  const text = "content-type: application/json\nwebhook-id: evt_1\nwebhook-id: evt_2";
  expect(readSeenHeaders(text)).toEqual({ id: "evt_1", timestamp: undefined, signature: undefined });
  expect(readSeenHeaders("")).toEqual({ id: undefined, timestamp: undefined, signature: undefined });
});
