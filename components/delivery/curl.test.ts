import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { shellQuote, toCurl } from "./curl.ts";

test("writes the request as one command", () => {
  const { command } = toCurl({
    url: "https://example.com/hooks",
    headers: { host: "example.com", "content-type": "application/json", "webhook-id": "evt_1" },
    body: '{"type":"order.paid"}',
  });
  expect(command).toBe(
    [
      "curl --request POST 'https://example.com/hooks'",
      "--header 'content-type: application/json'",
      "--header 'webhook-id: evt_1'",
      `--data-raw '{"type":"order.paid"}'`,
    ].join(" \\\n  "),
  );
});

test("leaves secret headers out and names them", () => {
  const { command, leftOut } = toCurl({
    url: "https://example.com",
    headers: { "webhook-signature": "[redacted]", "x-api-key": "[redacted]", accept: "*/*" },
    body: null,
  });
  expect(leftOut).toEqual(["webhook-signature", "x-api-key"]);
  expect(command).not.toContain("redacted");
  expect(command).not.toContain("--data-raw");
});

test.each(["it's", "$(touch /tmp/x) `id` $HOME", "a\nb \\ !history", "@/etc/passwd", "'; rm -rf '", ""])(
  "a shell takes %j literally",
  (text) => {
    expect(execFileSync("sh", ["-c", `printf %s ${shellQuote(text)}`], { encoding: "utf8", timeout: 5_000 })).toBe(
      text,
    );
  },
);
