import { NextRequest, NextResponse } from "next/server";
import { decode, encode } from "next-auth/jwt";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { formatId } from "#domain/id.ts";
import { newId } from "#domain/new-id.ts";
import {
  newSessionToken,
  readSessionToken,
  renewedToken,
  renewSession,
  SESSION_SECONDS,
  SESSION_SECONDS_MAX,
  sessionSecret,
} from "./session-token.ts";
import "#domain/test-factory.ts";
import { SESSION_COOKIE } from "#harness/session.ts";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"] });
});
afterEach(() => {
  vi.useRealTimers();
});
const pass = (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1000);
const person = () => ({ id: newId(), email: "robin@example.com", name: "Robin" });

describe("a session", () => {
  test("names its person and its sign-in, readable to nobody without the secret", async () => {
    const robin = person();
    const token = await newSessionToken(robin);
    expect(await readSessionToken(token)).toMatchObject({ userId: robin.id, issuedAt: new Date() });
    const readable = token.split(".").map((part) => Buffer.from(part, "base64url").toString("latin1"));
    expect(readable.join()).not.toContain("robin");
    await expect(decode({ token, secret: "another secret of at least 32 characters" })).rejects.toThrow();
  });

  test("ends twelve hours after it was last used", async () => {
    const token = await newSessionToken(person());
    pass(SESSION_SECONDS - 60);
    expect(await readSessionToken(token)).not.toBeNull();
    pass(120);
    expect(await readSessionToken(token)).toBeNull();
    expect(await renewedToken(token)).toBeNull();
  });

  test("goes on while it is used, and stays the same session", async () => {
    const token = await newSessionToken(person());
    const claim = await readSessionToken(token);
    pass(SESSION_SECONDS - 60);
    const renewed = await renewedToken(token);
    if (renewed === null) throw new Error("It was not renewed.");
    pass(SESSION_SECONDS - 60);
    expect(await readSessionToken(renewed)).toEqual(claim);
  });

  test("is not renewed over and over: once a quarter of an hour will do", async () => {
    const token = await newSessionToken(person());
    pass(14 * 60);
    expect(await renewedToken(token)).toBeNull();
    pass(2 * 60);
    expect(await renewedToken(token)).not.toBeNull();
  });

  test("ends seven days after the sign-in, however much it is used", async () => {
    let token = await newSessionToken(person());
    const steps = SESSION_SECONDS_MAX / (SESSION_SECONDS / 2);
    for (let step = 1; step < steps; step++) {
      pass(SESSION_SECONDS / 2);
      const renewed = await renewedToken(token);
      if (renewed === null) throw new Error(`It was not renewed in step ${step}.`);
      token = renewed;
    }
    expect(await readSessionToken(token)).not.toBeNull();
    pass(SESSION_SECONDS / 2);
    expect(await readSessionToken(token)).toBeNull();
    expect(await renewedToken(token)).toBeNull();
  });

  test("that claims to have begun long ago is none, whatever its token's own time says", async () => {
    const signedInAt = Date.now() - (SESSION_SECONDS_MAX + 1) * 1000;
    const token = await encode({ token: { sub: formatId("usr", newId()), signedInAt }, secret: sessionSecret() });
    expect(await readSessionToken(token)).toBeNull();
  });
});

describe("a page that is opened", () => {
  const opened = async (method: string, token: string) => {
    const headers = { cookie: `${SESSION_COOKIE}=${token}` };
    const response = NextResponse.next();
    await renewSession(new NextRequest("http://localhost:3000/", { method, headers }), response);
    return response.headers.get("set-cookie");
  };

  test("renews its reader's session in a cookie out of reach of scripts", async () => {
    const token = await newSessionToken(person());
    pass(3600);
    expect(await opened("GET", token)).toMatch(/^next-auth\.session-token=.*; Path=\/;.*HttpOnly; SameSite=lax$/);
  });

  test("renews nothing where it is a write, which may be the signing out", async () => {
    const token = await newSessionToken(person());
    pass(3600);
    expect(await opened("POST", token)).toBeNull();
    expect(await opened("GET", `${token}x`)).toBeNull();
  });
});

async function cookieAt(publicUrl: string) {
  vi.resetModules();
  vi.stubEnv("PUBLIC_URL", publicUrl);
  vi.stubEnv("NEXTAUTH_URL", "");
  const { sessionCookieName, sessionCookieOptions } = await import("./session-token.ts");
  return { name: sessionCookieName(), ...sessionCookieOptions() };
}

test("over https the session's cookie goes over https only, and browsers hold its name to that", async () => {
  expect(await cookieAt("https://hooks.example.com")).toEqual({
    name: "__Secure-next-auth.session-token",
    httpOnly: true,
    sameSite: "lax",
    path: "/",
    secure: true,
    maxAge: 12 * 3600,
  });
});

test("over plain http it works all the same, out of reach of scripts", async () => {
  const cookie = await cookieAt("http://localhost:3000");
  expect(cookie).toMatchObject({ name: "next-auth.session-token", httpOnly: true, sameSite: "lax", secure: false });
});
