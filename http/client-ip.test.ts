import { expect, test } from "vitest";
import { clientIp } from "./client-ip.ts";

test.each([
  [undefined, null],
  ["", null],
  ["203.0.113.9", "203.0.113.9"],
  ["6.6.6.6, 203.0.113.9", "203.0.113.9"],
  ["::ffff:203.0.113.9", "203.0.113.9"],
  ["2001:db8::1", "2001:db8::1"],
])("of x-forwarded-for %j, the last hop counts: %j", (value, ip) => {
  expect(clientIp(new Headers(value === undefined ? {} : { "x-forwarded-for": value }))).toBe(ip);
});
