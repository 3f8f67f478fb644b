import { and, eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { auditEntries } from "#db/schema/audit.ts";
import { users } from "#db/schema/tenant.ts";
import { system } from "#db/tenant.ts";
import { newId } from "#domain/new-id.ts";
import { makeTenant, makeUser } from "#domain/test-factory.ts";
import { ownTestDatabase } from "#harness/test-database.ts";
import { personOf } from "./person.ts";
import { forgetSso, type SsoClaims, signInBySso } from "./single-sign-on.ts";

ownTestDatabase();

const origin = { ip: "192.0.2.1", requestId: "test" };
const claimsOf = (facts: Partial<SsoClaims>): SsoClaims => ({
  issuer: "https://id.example.com",
  subject: newId(),
  email: null,
  isEmailVerified: true,
  ...facts,
});
const come = async (claims: SsoClaims) => {
  const answer = await signInBySso(claims, origin);
  return answer.kind === "signed_in" ? answer.person.id : answer.kind;
};

describe("single sign-on", () => {
  test("lets in whom a verified e-mail names, in whatever case, and writes it down", async () => {
    const tenant = await makeTenant();
    const user = await makeUser({ tenant });
    expect(await come(claimsOf({ email: user.email.toUpperCase() }))).toBe(user.id);
    const mine = and(eq(auditEntries.tenantId, tenant.id), eq(auditEntries.action, "member.sign_in"));
    expect(await system().$count(auditEntries, mine)).toBe(1);
  });

  test("knows people by who they are at the provider from then on, whatever their e-mail", async () => {
    const user = await makeUser();
    const claims = claimsOf({ email: user.email });
    await come(claims);
    expect(await come({ ...claims, email: "new-name@example.com", isEmailVerified: false })).toBe(user.id);
    expect(await come({ ...claims, email: null })).toBe(user.id);
  });

  test("does not give an account to whoever has its e-mail later, or at another provider", async () => {
    const user = await makeUser();
    const claims = claimsOf({ email: user.email });
    await come(claims);
    expect(await come({ ...claims, subject: newId() })).toBe("stranger");
    expect(await come({ ...claims, issuer: "https://id.example.net" })).toBe("stranger");
    expect(await come(claims)).toBe(user.id);
  });

  test("begins anew for an account whose owner at the provider was forgotten", async () => {
    const user = await makeUser();
    await come(claimsOf({ email: user.email }));
    const anew = claimsOf({ email: user.email, issuer: "https://id.example.net" });
    expect(await come(anew)).toBe("stranger");
    const session = { userId: user.id, issuedAt: new Date(Date.now() - 1000) };
    expect(await personOf(session)).not.toBeNull();
    await forgetSso(system(), user.id);
    expect(await personOf(session)).toBeNull();
    expect(await come(anew)).toBe(user.id);
  });

  test("does not believe an e-mail that nobody verified", async () => {
    const user = await makeUser();
    expect(await come(claimsOf({ email: user.email, isEmailVerified: false }))).toBe("unverified");
    expect(await come(claimsOf({ email: null }))).toBe("unverified");
    expect(await come(claimsOf({ email: user.email }))).toBe(user.id);
  });

  test("makes no account for a stranger", async () => {
    const before = await system().$count(users);
    expect(await come(claimsOf({ email: "stranger@example.com" }))).toBe("stranger");
    expect(await system().$count(users)).toBe(before);
  });

  test("gives an account to one of two who claim it at once", async () => {
    const user = await makeUser();
    const answers = await Promise.all([1, 2, 3, 4].map(() => come(claimsOf({ email: user.email }))));
    expect(answers.sort()).toEqual([user.id, "stranger", "stranger", "stranger"].sort());
  });
});
