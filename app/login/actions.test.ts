import { beforeEach, describe, expect, test, vi } from "vitest";
import { personOf } from "#domain/member/person.ts";
import { makeTenant, makeUser, type TestUser } from "#domain/test-factory.ts";
import { SESSION_COOKIE } from "#harness/session.ts";
import { databaseContents, ownTestDatabase } from "#harness/test-database.ts";
import { readSessionToken } from "#http/session-token.ts";
import { signInAction, signInAgainAction, signOutAction } from "./actions.ts";

// What Next would find in the request: it has no request outside of its server.
const browser = vi.hoisted(() => ({
  headers: new Headers(),
  cookies: new Map<string, { value: string; options: unknown }>(),
}));
vi.mock("next/headers", () => ({
  headers: async () => browser.headers,
  cookies: async () => ({
    get: (name: string) => browser.cookies.get(name),
    set: (name: string, value: string, options: unknown) => browser.cookies.set(name, { value, options }),
    delete: (name: string) => browser.cookies.delete(name),
  }),
}));
vi.mock("next/navigation", () => ({
  redirect: (path: string) => {
    throw new Error(`to ${path}`);
  },
}));

ownTestDatabase();
const OWN = "http://localhost:3000";
const FOREIGN = ["https://evil.example", "null", "http://localhost:3000.evil.example", undefined];
let user: TestUser;
beforeEach(async () => {
  browser.cookies.clear();
  user ??= await makeUser({ tenant: await makeTenant(), password: "correct horse battery" });
});

function from(origin: string | undefined): void {
  browser.headers = new Headers({ host: "localhost:3000", ...(origin === undefined ? {} : { origin }) });
}

const signIn = (callbackUrl = "/") => {
  const form = new FormData();
  for (const [name, value] of Object.entries({ email: user.email, password: user.password ?? "", callbackUrl })) {
    form.set(name, value);
  }
  return signInAction({ email: "", refusal: null }, form);
};
const session = () => browser.cookies.get(SESSION_COOKIE);

describe("signing in", () => {
  test("sets a cookie that scripts and other sites' writes cannot reach", async () => {
    from(OWN);
    await expect(signIn()).rejects.toThrow("to /");
    expect(session()?.options).toMatchObject({ httpOnly: true, sameSite: "lax", path: "/" });
  });

  test.each(FOREIGN)("is refused from a page of %s, and writes nothing", async (origin) => {
    from(origin);
    const before = await databaseContents();
    expect((await signIn()).refusal?.code).toBe("forbidden");
    expect(session()).toBeUndefined();
    expect(await databaseContents()).toEqual(before);
  });

  test.each(["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"])(
    "does not lead on to %s",
    async (callbackUrl) => {
      from(OWN);
      await expect(signIn(callbackUrl)).rejects.toThrow(/^to \/$/);
    },
  );
});

describe("signing in again, beside what somebody was at", () => {
  const again = (password = user.password ?? "") => signInAgainAction({ email: user.email, password });

  test("starts a session and leads nowhere", async () => {
    from(OWN);
    expect(await again()).toEqual({ ok: true, value: null });
    expect(session()?.options).toMatchObject({ httpOnly: true, sameSite: "lax", path: "/" });
  });

  test("says at the password that it is wrong, and never that the session is over", async () => {
    from(OWN);
    const issues = [{ path: "password", message: "The e-mail or the password is wrong." }];
    expect(await again("guessed")).toMatchObject({ ok: false, refusal: { code: "invalid_request", issues } });
    expect(session()).toBeUndefined();
  });

  test.each([null, {}, { email: 1, password: ["x"] }, { email: "x".repeat(5000), password: "x" }])(
    "takes %j for nothing at all",
    async (given) => {
      from(OWN);
      const answer = await signInAgainAction(given as unknown as { email: string; password: string });
      expect(answer).toMatchObject({ ok: false, refusal: { code: "invalid_request" } });
    },
  );

  test.each(FOREIGN)("is refused from a page of %s, and writes nothing", async (origin) => {
    from(origin);
    const before = await databaseContents();
    expect(await again()).toMatchObject({ ok: false, refusal: { code: "forbidden" } });
    expect(session()).toBeUndefined();
    expect(await databaseContents()).toEqual(before);
  });
});

describe("signing out", () => {
  const token = async () => {
    from(OWN);
    await expect(signIn()).rejects.toThrow("to /");
    return session()?.value ?? "";
  };
  const isGood = async (text: string) => {
    const claim = await readSessionToken(text);
    return claim !== null && (await personOf(claim)) !== null;
  };

  test("ends the session, also for whoever copied its token", async () => {
    const copied = await token();
    expect(await isGood(copied)).toBe(true);
    await expect(signOutAction()).rejects.toThrow("to /login");
    expect(session()).toBeUndefined();
    expect(await isGood(copied)).toBe(false);
  });

  test.each(FOREIGN)("is not to be had from a page of %s", async (origin) => {
    const copied = await token();
    from(origin);
    await expect(signOutAction()).rejects.toThrow("to /");
    expect(await isGood(copied)).toBe(true);
  });
});
