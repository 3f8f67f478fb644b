import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { auditEntries } from "#db/schema/audit.ts";
import { tenants, users } from "#db/schema/tenant.ts";
import { system } from "#db/tenant.ts";
import { authenticateKey } from "#domain/api-key/authenticate.ts";
import { parseId } from "#domain/id.ts";
import { memberActor } from "#domain/member/actor.ts";
import { signIn } from "#domain/member/sign-in.ts";
import { ownTestDatabase } from "#harness/test-database.ts";

const testDatabase = ownTestDatabase();

const keys = {
  POSTHOUSE_MASTER_KEY: randomBytes(32).toString("base64"),
  NEXTAUTH_SECRET: randomBytes(32).toString("base64"),
};
const origin = { ip: null, requestId: "admin-test" };

async function admin(...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
  const entry = fileURLToPath(new URL("./admin.ts", import.meta.url));
  const env = { ...process.env, ...keys, DATABASE_URL: testDatabase.url };
  const child = spawn(process.execPath, [entry, ...args], { env, stdio: ["ignore", "pipe", "pipe"], timeout: 30_000 });
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { code, out, err };
}

async function made(...args: string[]): Promise<Record<string, unknown>> {
  const { code, out, err } = await admin(...args, "--json");
  expect({ code, err }).toEqual({ code: 0, err: "" });
  return JSON.parse(out);
}

describe("the operator's command line", { timeout: 60_000 }, () => {
  test("makes a tenant, a person who can sign in and manage it, and a key that is let in", async () => {
    const tenant = await made("create-tenant", "--slug", "acme", "--name", "Acme");
    expect(tenant).toMatchObject({ id: expect.stringMatching(/^tnt_/), slug: "acme", app: { slug: "production" } });
    const person = ["--email", "Bob@Example.com", "--name", "Bob", "--password", "longenough1"];
    const user = await made("create-user", ...person);
    expect(user).toMatchObject({ id: expect.stringMatching(/^usr_/), email: "bob@example.com", isStaff: false });
    await made("grant", "--tenant", "acme", "--email", "bob@example.com", "--role", "operator");
    const signedIn = await signIn({ email: "bob@example.com", password: "longenough1" }, origin);
    const session = { userId: signedIn.id, issuedAt: new Date() };
    expect(await memberActor(session, "acme", origin)).toMatchObject({ actor: { permissions: ["manage_webhooks"] } });

    const options = ["--tenant", "acme", "--name", "ci", "--permissions", "send_events, manage_webhooks"];
    const key = await made("create-api-key", ...options, "--app", "production");
    const actor = await authenticateKey(String(key.key), origin);
    expect(actor).toMatchObject({ tenantSlug: "acme", appId: parseId("app", String(key.appId)) });
    expect(actor?.permissions).toEqual(["manage_webhooks", "send_events"]);

    const audited = await system()
      .select({ action: auditEntries.action })
      .from(auditEntries)
      .where(eq(auditEntries.actorType, "system"));
    expect(audited.map(({ action }) => action)).toEqual(["tenant.create", "member.grant", "api_key.create"]);
  });

  test("gives a new password, after which the old one and its sessions are no good", async () => {
    const user = await made("create-user", "--email", "c@example.com", "--name", "C", "--password", "first password");
    const before = { userId: parseId("usr", String(user.id)) ?? "", issuedAt: new Date() };
    await made("set-password", "--email", "c@example.com", "--password", "second password");
    expect(await memberActor(before, null, origin)).toEqual({ kind: "session_over" });
    await expect(signIn({ email: "c@example.com", password: "first password" }, origin)).rejects.toMatchObject({
      code: "unauthenticated",
    });
    await signIn({ email: "c@example.com", password: "second password" }, origin);
  });

  test.each([
    ["an unknown command", ["make-tea"], 2, "There is no command make-tea."],
    ["a missing option", ["create-tenant", "--slug", "x"], 2, "Add --name."],
    ["an unknown option", ["prune", "--all"], 2, "--all"],
    ["a bad slug", ["create-tenant", "--slug", "A B", "--name", "x"], 2, "--slug: "],
    ["a short password", ["create-user", "--email", "a@b.co", "--name", "x", "--password", "short"], 2, "--password: "],
    [
      "a permission for people",
      ["create-api-key", "--tenant", "t", "--name", "x", "--permissions", "manage_members"],
      2,
      "--permissions",
    ],
    ["an unknown tenant", ["grant", "--tenant", "none", "--email", "a@b.co", "--role", "admin"], 1, "no tenant"],
  ])("refuses %s with a sentence and writes nothing", async (_, args, code, sentence) => {
    const count = async () => [await system().$count(tenants), await system().$count(users)];
    const before = await count();
    const answer = await admin(...args);
    expect(answer).toMatchObject({ code, out: "", err: expect.stringContaining(sentence) });
    expect(answer.err).not.toContain("    at ");
    expect(await count()).toEqual(before);
  });

  test("explains itself", async () => {
    const { code, out } = await admin("--help");
    expect(code).toBe(0);
    for (const name of ["create-tenant", "create-user", "grant", "create-api-key", "rotate-master-key", "prune"]) {
      expect(out).toContain(`  ${name}: `);
    }
  });
});
