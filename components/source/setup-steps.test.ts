import { execFileSync } from "node:child_process";
import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import type { Source } from "#domain/source/schema.ts";
import { tryCommand } from "./setup-steps.tsx";

const SECRET = "it's a $ecret";
const url = "https://hooks.example/in/abc";

/** Runs a command with a `curl` that only tells what it was given. */
function headersSent(verification: Source["verification"]): { headers: string[]; body: string } {
  const command = tryCommand({ url, verification });
  const script = `curl() { printf '%s\\0' "$@"; }\n${command}`;
  const out = execFileSync("sh", ["-c", script], { env: { ...process.env, SOURCE_SECRET: SECRET } });
  const given = out.toString().split("\0");
  expect(given[0]).toBe(url);
  return { headers: given.filter((_, at) => given[at - 1] === "-H"), body: given[given.indexOf("-d") + 1] ?? "" };
}

test.each([
  ["sha256", "hex", ""],
  ["sha1", "base64", "v1="],
  ["sha512", "base64", ""],
] as const)("an %s signature in %s, prefix %j, is the one the source expects", (algorithm, encoding, prefix) => {
  const { headers, body } = headersSent({ kind: "hmac", header: "x-signature", algorithm, encoding, prefix });
  const signature = createHmac(algorithm, SECRET).update(body).digest(encoding);
  expect(headers).toContain(`x-signature: ${prefix}${signature}`);
});

test("GitHub's signature is the one GitHub would send", () => {
  const { headers, body } = headersSent({ kind: "github" });
  const signature = createHmac("sha256", SECRET).update(body).digest("hex");
  expect(headers).toContain(`X-Hub-Signature-256: sha256=${signature}`);
});

test("a token is sent as it is", () => {
  expect(headersSent({ kind: "token" }).headers).toContain(`X-Webhook-Secret: ${SECRET}`);
});

test.each(["stripe", "slack", "shopify", "standard_webhooks"] as const)("%s is left to the provider", (kind) => {
  expect(tryCommand({ url, verification: { kind } })).toBeNull();
});
