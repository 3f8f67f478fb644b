import { and, desc, eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { auditEntries } from "#db/schema/audit.ts";
import { rateLimits } from "#db/schema/rate-limit.ts";
import { system } from "#db/tenant.ts";
import { DomainError } from "#domain/error.ts";
import { newId } from "#domain/new-id.ts";
import { makeTenant, makeUser } from "#domain/test-factory.ts";
import { ownTestDatabase } from "#harness/test-database.ts";
import { grantRole } from "./grant.ts";
import { LOGINS_PER_ACCOUNT, LOGINS_PER_ADDRESS, signIn } from "./sign-in.ts";

ownTestDatabase();

const PASSWORD = "correct horse battery";
const origin = { ip: "192.0.2.7", requestId: newId() };
const refusal = (email: string, password: string, ip: string | null = origin.ip): Promise<DomainError> =>
  signIn({ email, password }, { ...origin, ip }).then(
    () => {
      throw new Error("signed in");
    },
    (error: unknown) => {
      if (error instanceof DomainError) return error;
      throw error;
    },
  );

describe("signing in", () => {
  test("accepts the right password, whatever the case of the e-mail", async () => {
    const user = await makeUser({ email: "ada@example.com", password: PASSWORD });
    const person = await signIn({ email: " ADA@Example.com", password: PASSWORD }, origin);
    expect(person).toEqual({ id: user.id, email: "ada@example.com", name: user.name });
  });

  test("says the same of a wrong password, an unknown person and one without a password", async () => {
    const known = await makeUser({ password: PASSWORD });
    const withoutPassword = await makeUser();
    const answers = [
      await refusal(known.email, "wrong"),
      await refusal("nobody@example.com", PASSWORD),
      await refusal(withoutPassword.email, "nobody has this password"),
    ];
    expect(answers.map(({ code, message }) => [code, message])).toEqual(
      Array(3).fill(["unauthenticated", "The e-mail or the password is wrong."]),
    );
  });

  test("hashes for an unknown person too, so that the time tells nothing", async () => {
    const known = await makeUser({ password: PASSWORD });
    const timeOf = async (email: string) => {
      const startedAt = performance.now();
      await refusal(email, "wrong", null);
      return performance.now() - startedAt;
    };
    await timeOf("warm@example.com");
    const wrong = Math.min(await timeOf(known.email), await timeOf(known.email), await timeOf(known.email));
    const unknown = Math.min(...[await timeOf("x1@example.com"), await timeOf("x2@example.com")]);
    expect(unknown).toBeGreaterThan(wrong / 3);
  });

  test("writes good and bad tries into the audit log of every tenant the person belongs to", async () => {
    const [one, two, other] = [await makeTenant(), await makeTenant(), await makeTenant()];
    const user = await makeUser({ password: PASSWORD, tenant: one });
    await grantRole(system(), { tenantId: two.id, userId: user.id, role: "member" });
    await refusal(user.email, "wrong");
    await signIn({ email: user.email, password: PASSWORD }, origin);
    const actionsIn = async (tenantId: string) =>
      (
        await system()
          .select({ action: auditEntries.action, ip: auditEntries.ip })
          .from(auditEntries)
          .where(and(eq(auditEntries.tenantId, tenantId), eq(auditEntries.actorId, user.id)))
          .orderBy(desc(auditEntries.id))
      ).map(({ action, ip }) => `${action} ${ip}`);
    const expected = ["member.sign_in 192.0.2.7", "member.sign_in_refused 192.0.2.7"];
    expect(await actionsIn(one.id)).toEqual(expected);
    expect(await actionsIn(two.id)).toEqual(expected);
    expect(await actionsIn(other.id)).toEqual([]);
  });

  test("stops guessing at one account from many addresses, even with the right password at last", async () => {
    const user = await makeUser({ password: PASSWORD });
    for (let at = 0; at < LOGINS_PER_ACCOUNT; at++) {
      expect((await refusal(user.email, "wrong", `198.51.100.${at}`)).code).toBe("unauthenticated");
    }
    const refused = await refusal(user.email, PASSWORD, "203.0.113.9");
    expect(refused.code).toBe("rate_limited");
    expect(refused.retryAfterSeconds).toBeGreaterThan(0);
    expect(refused.retryAfterSeconds).toBeLessThanOrEqual(900);
  });

  test("stops one address that tries many accounts, and no other address", async () => {
    const ip = "203.0.113.50";
    await system()
      .insert(rateLimits)
      .values({ key: `login-address:${ip}`, points: LOGINS_PER_ADDRESS, expire: Date.now() + 60_000 });
    const user = await makeUser({ password: PASSWORD });
    expect((await refusal(user.email, PASSWORD, ip)).code).toBe("rate_limited");
    expect((await signIn({ email: user.email, password: PASSWORD }, { ...origin, ip: "203.0.113.51" })).id).toBe(
      user.id,
    );
  });

  test("forgives earlier mistakes once the password is right", async () => {
    const user = await makeUser({ password: PASSWORD });
    for (let round = 0; round < 2; round++) {
      for (let at = 1; at < LOGINS_PER_ACCOUNT; at++) await refusal(user.email, "wrong", null);
      await signIn({ email: user.email, password: PASSWORD }, { ...origin, ip: null });
    }
  });

  test("refuses a password of a megabyte without hashing it", async () => {
    const user = await makeUser({ password: PASSWORD });
    expect((await refusal(user.email, "x".repeat(1_000_000))).code).toBe("unauthenticated");
  });
});
