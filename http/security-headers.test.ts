import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import { contentSecurityPolicy, EMPTY_STYLE_HASH, TOAST_STYLE_HASH } from "./security-headers.ts";

const directives = (options: { isHttps: boolean; isDev: boolean }) =>
  new Map(
    contentSecurityPolicy("abc123", options)
      .split("; ")
      .map((directive): [string, string] => [directive.split(" ")[0] ?? "", directive.split(" ").slice(1).join(" ")]),
  );

describe("contentSecurityPolicy", () => {
  const live = directives({ isHttps: true, isDev: false });

  it("runs scripts by nonce only", () => {
    expect(live.get("script-src")).toBe("'self' 'nonce-abc123' 'strict-dynamic'");
  });

  it("lets nobody frame us, change our base or send our forms elsewhere", () => {
    expect(live.get("frame-ancestors")).toBe("'none'");
    expect(live.get("base-uri")).toBe("'none'");
    expect(live.get("form-action")).toBe("'self'");
  });

  it("takes style elements by nonce or by the hash of the toast library's own style", () => {
    expect(live.get("style-src")).toBe(`'self' 'nonce-abc123' '${TOAST_STYLE_HASH}' '${EMPTY_STYLE_HASH}'`);
    const library = readFileSync(createRequire(import.meta.url).resolve("sonner"), "utf8");
    const style: unknown = JSON.parse(/__insertCSS\(("(?:[^"\\]|\\.)*")\)/.exec(library)?.[1] ?? "null");
    expect(TOAST_STYLE_HASH).toBe(`sha256-${createHash("sha256").update(String(style)).digest("base64")}`);
    expect(EMPTY_STYLE_HASH).toBe(`sha256-${createHash("sha256").digest("base64")}`);
  });

  it("asks browsers to upgrade only where we are reached over https", () => {
    expect(live.has("upgrade-insecure-requests")).toBe(true);
    expect(directives({ isHttps: false, isDev: false }).has("upgrade-insecure-requests")).toBe(false);
  });
});
