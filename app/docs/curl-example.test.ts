import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { curlExample } from "./curl-example.ts";
import { parts } from "./parts.ts";

const origin = "https://posthouse.example";
const all = parts().flatMap(({ operations }) => operations);

/** What a shell makes of the command: the arguments that curl would be given. */
function argumentsOf(command: string): string[] {
  const script = `curl() { printf '%s\\0' "$@"; }\n${command}`;
  const env = { ...process.env, POSTHOUSE_KEY: "ph_x" };
  return execFileSync("bash", ["--norc", "-c", script], { encoding: "utf8", env }).split("\0").slice(0, -1);
}

test.each(all.map((one) => [`${one.method} ${one.path}`, one] as const))("%s", (_, one) => {
  const given = argumentsOf(curlExample(one, origin));
  expect(given).toContain("Authorization: Bearer ph_x");
  expect(given.find((argument) => argument.startsWith(origin))).not.toMatch(/[{}]/);
  const [body] = Object.values(one.operation.requestBody?.content ?? {});
  const isImplied = one.method === "get" || (one.method === "post" && body !== undefined);
  expect(given.includes("-X")).toBe(!isImplied);
  if (!body) return;
  const sent = typeof body.example === "string" ? body.example : JSON.stringify(body.example);
  expect(given.at(-1)).toBe(sent);
});
