import { and, eq } from "drizzle-orm";
import { auditEntries } from "#db/schema/audit.ts";
import { system } from "#db/tenant.ts";
import { signIn } from "./sign-in.ts";
import { expect, test } from "./test.ts";

test.use({ extraHTTPHeaders: { "x-forwarded-for": "6.6.6.6", "posthouse-peer-address": "7.7.7.7" } });

test("what a browser says of its own address is not believed", async ({ page, tenant }) => {
  await signIn(page, tenant.admin, tenant.path("deliveries"));
  const mine = and(eq(auditEntries.tenantId, tenant.id), eq(auditEntries.action, "member.sign_in"));
  const rows = await system().select({ ip: auditEntries.ip }).from(auditEntries).where(mine);
  expect(rows.map(({ ip }) => ip)).toEqual([expect.stringMatching(/^(127\.0\.0\.1|::1)$/)]);
});

test("next-auth's own sign-in goes by the connection, too, and bodies without end are refused", async ({
  request,
  tenant,
}) => {
  const { csrfToken } = await (await request.get("/api/auth/csrf")).json();
  const form = { csrfToken, email: tenant.admin.email, password: "not the password", json: "true" };
  await request.post("/api/auth/callback/credentials", { form });
  const refused = and(eq(auditEntries.tenantId, tenant.id), eq(auditEntries.action, "member.sign_in_refused"));
  const rows = await system().select({ ip: auditEntries.ip }).from(auditEntries).where(refused);
  expect(rows.map(({ ip }) => ip)).toEqual([expect.stringMatching(/^(127\.0\.0\.1|::1)$/)]);
  const huge = await request.post("/api/auth/callback/credentials", { form: { ...form, email: "x".repeat(20_000) } });
  expect(huge.status()).toBe(413);
  expect((await request.post("/api/auth/_log", { form: { code: "x", level: "error" } })).status()).toBe(404);
});
