import { expect, test, vi } from "vitest";

async function cookieAt(publicUrl: string) {
  vi.resetModules();
  vi.stubEnv("PUBLIC_URL", publicUrl);
  vi.stubEnv("NEXTAUTH_URL", "");
  const { sessionCookieName, sessionCookieOptions } = await import("./session-cookie.ts");
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
