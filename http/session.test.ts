import { eq, sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { users } from "#db/schema/tenant.ts";
import { system } from "#db/tenant.ts";
import { formatId } from "#domain/id.ts";
import { personOf } from "#domain/member/person.ts";
import { makeUser } from "#domain/test-factory.ts";
import { ownTestDatabase } from "#harness/test-database.ts";
import { authOptions } from "./auth-options.ts";
import { endClaim } from "./session.ts";
import { newSessionToken, readSessionToken } from "./session-token.ts";

ownTestDatabase();

/** What next-auth does with a token before it gives out a fresh one: at sign-in with the person, later without. */
async function renewed(token: Record<string, unknown>, user?: { id: string }) {
  const callback = authOptions(new Headers()).callbacks?.jwt;
  if (!callback) throw new Error("There is no callback for tokens.");
  // Its type is written for the sign-in, where the account and the person are always there.
  return Reflect.apply(callback, undefined, [{ token, user }]);
}

describe("a session token", () => {
  test("remembers the sign-in, and keeps it when next-auth renews the token", async () => {
    const user = await makeUser();
    const sub = formatId("usr", user.id);
    const signedIn = await renewed({ sub }, { id: sub });
    expect(signedIn.signedInAt).toBeGreaterThan(Date.now() - 5000);
    const earlier = { ...signedIn, signedInAt: signedIn.signedInAt - 60_000 };
    expect(await renewed(earlier)).toEqual(earlier);
  });

  test("is not renewed once its session was ended, or when it names nobody", async () => {
    const user = await makeUser();
    const sub = formatId("usr", user.id);
    const token = await renewed({ sub }, { id: sub });
    await system()
      .update(users)
      .set({ sessionsValidFrom: sql`now() + interval '1 second'` })
      .where(eq(users.id, user.id));
    await expect(renewed(token)).rejects.toThrow("The session is over.");
    await expect(renewed({ sub: "admin", signedInAt: Date.now() })).rejects.toThrow("The session is over.");
    await expect(renewed({ sub })).rejects.toThrow("The session is over.");
  });

  test("is no good any more once its session was signed out, wherever it was copied to", async () => {
    const user = await makeUser();
    const [token, other] = [await newSessionToken(user), await newSessionToken(user)];
    const [claim, untouched] = [await readSessionToken(token), await readSessionToken(other)];
    if (!claim || !untouched) throw new Error("A fresh token was not read.");
    expect(await personOf(claim)).not.toBeNull();
    await endClaim(claim);
    await endClaim(claim);
    expect(await personOf(claim)).toBeNull();
    expect(await personOf(untouched)).not.toBeNull();
  });
});
