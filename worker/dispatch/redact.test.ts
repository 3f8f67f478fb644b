import { expect, test } from "vitest";
import { redactBody, redactResponseHeaders } from "./send.ts";

test("response headers lose cookies and echoed secrets", () => {
  const headers = { "set-cookie": "a=b", "x-echo": "got v1,abcdef", server: "nginx" };
  expect(redactResponseHeaders(headers, ["v1,abcdef"])).toEqual({
    "set-cookie": "[redacted]",
    "x-echo": "got [redacted]",
    server: "nginx",
  });
});

test("a body keeps every byte around an echoed secret, also those that are no UTF-8", () => {
  const body = Buffer.concat([Buffer.from([0xff, 0x00, 0xc3]), Buffer.from("secret-value"), Buffer.from([0x80])]);
  const kept = redactBody(body, ["secret-value"]);
  expect(kept).toEqual(
    Buffer.concat([Buffer.from([0xff, 0x00, 0xc3]), Buffer.from("[redacted]"), Buffer.from([0x80])]),
  );
});

test("values too short to be secrets are left alone", () => {
  expect(redactBody(Buffer.from("it is true"), ["true"]).toString()).toBe("it is true");
});

test("a secret that is echoed inside JSON is hidden, however its quotes and slashes are escaped", () => {
  const secrets = ['say "friend"\\enter', "v1,ab/cd/efgh="];
  const echo = JSON.stringify({ secrets });
  for (const body of [echo, echo.replaceAll("/", "\\/")]) {
    expect(redactBody(Buffer.from(body), secrets).toString()).toBe('{"secrets":["[redacted]","[redacted]"]}');
  }
});
