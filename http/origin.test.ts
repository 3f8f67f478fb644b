import { describe, expect, test, vi } from "vitest";

async function isOwn(publicUrl: string, headers: Record<string, string>): Promise<boolean> {
  vi.resetModules();
  vi.stubEnv("PUBLIC_URL", publicUrl);
  const { isOwnOrigin } = await import("./origin.ts");
  return isOwnOrigin(new Headers(headers));
}

const PUBLIC = "https://hooks.example.com";

describe("our own pages", () => {
  test.each([
    ["at the public address", { origin: PUBLIC, host: "10.0.0.5:3000" }, true],
    ["at the address that was called", { origin: "https://10.0.0.5:3000", host: "10.0.0.5:3000" }, true],
    ["nowhere", { host: "hooks.example.com" }, false],
    ["null", { origin: "null", host: "hooks.example.com" }, false],
    [
      "at plain http, which anybody on the way can write",
      { origin: "http://hooks.example.com", host: "hooks.example.com" },
      false,
    ],
    ["at another port", { origin: `${PUBLIC}:8443`, host: "hooks.example.com" }, false],
    ["below us", { origin: "https://evil.hooks.example.com", host: "hooks.example.com" }, false],
    ["with us in its name", { origin: "https://hooks.example.com.evil.example", host: "hooks.example.com" }, false],
    ["that is no address", { origin: "hooks.example.com", host: "hooks.example.com" }, false],
  ])("are they: one %s", async (_, headers, is) => {
    expect(await isOwn(PUBLIC, headers)).toBe(is);
  });

  test("may be plain http where that is how we are reached", async () => {
    expect(await isOwn("http://localhost:3000", { origin: "http://127.0.0.1:3000", host: "127.0.0.1:3000" })).toBe(
      true,
    );
  });
});
