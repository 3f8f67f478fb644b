import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { apiKeys } from "#db/schema/tenant.ts";
import { system } from "#db/tenant.ts";
import { createApp } from "#domain/app/create.ts";
import { listAuditLog } from "#domain/audit/list.ts";
import { formatId } from "#domain/id.ts";
import { actorIn, makeKey, makeTenant } from "#domain/test-factory.ts";
import { ownTestDatabase } from "#harness/test-database.ts";
import { authenticateKey } from "./authenticate.ts";
import { createApiKey } from "./create.ts";
import { listApiKeys } from "./list.ts";
import { revokeApiKey } from "./revoke.ts";

ownTestDatabase();

const origin = { ip: null, requestId: "api-key-test" };
const key = (id: string) => formatId("key", id);
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000);
const sendOnly = { name: "CI", permissions: ["send_events" as const] };

describe("API keys", () => {
  test("are shown once, and let their holder in", async () => {
    const actor = actorIn(await makeTenant());
    const made = await createApiKey({ actor }, sendOnly);
    expect(await authenticateKey(made.key, origin)).toMatchObject({ permissions: ["send_events"], appId: null });
    const everythingElse = JSON.stringify([await listApiKeys({ actor }, {}), await listAuditLog({ actor }, {})]);
    expect(everythingElse).toContain(made.id);
    expect(everythingElse).not.toContain(made.key.slice(-40));
    const [stored] = await system().select().from(apiKeys).where(eq(apiKeys.name, "CI"));
    expect(JSON.stringify(stored)).not.toContain(made.key.slice(-40));
  });

  test("stop when they are revoked, stay listed, and cannot be revoked twice", async () => {
    const tenant = await makeTenant();
    const actor = actorIn(tenant);
    const { id, token } = await makeKey(tenant);
    const revoked = await revokeApiKey({ actor }, { id: key(id) });
    expect(revoked).toEqual({ id: key(id), deletedAt: expect.stringMatching(/Z$/) });
    expect(await authenticateKey(token, origin)).toBeNull();
    expect((await listApiKeys({ actor }, {})).data).toMatchObject([{ id: key(id), revokedAt: revoked.deletedAt }]);
    await expect(revokeApiKey({ actor }, { id: key(id) })).rejects.toMatchObject({ code: "conflict" });
  });

  test("may be confined to an app and a time", async () => {
    const tenant = await makeTenant();
    const expiresAt = inDays(1).toISOString();
    const facts = { appId: formatId("app", tenant.appId), expiresAt };
    expect(await createApiKey({ actor: actorIn(tenant) }, { ...sendOnly, ...facts })).toMatchObject(facts);
  });

  test.each([
    ["a permission for people only", { ...sendOnly, permissions: ["manage_members"] }, "permissions.0"],
    ["no permission", { ...sendOnly, permissions: [] }, "permissions"],
    ["an end in the past", { ...sendOnly, expiresAt: "2020-01-01T00:00:00Z" }, "expiresAt"],
    ["a day that does not exist", { ...sendOnly, expiresAt: "2030-02-30T00:00:00Z" }, "expiresAt"],
  ])("are refused with %s", async (_, input, path) => {
    const actor = actorIn(await makeTenant());
    const refused = createApiKey.invoke({ actor }, () => input);
    await expect(refused).rejects.toMatchObject({ code: "invalid_request", issues: [{ path }] });
  });
});

describe("a key made by a key", () => {
  test("reaches no further than the app its maker is confined to", async () => {
    const tenant = await makeTenant();
    const other = await createApp({ actor: actorIn(tenant) }, { slug: "sandbox", name: "Sandbox" });
    const wide = await makeKey(tenant);
    const maker = await makeKey(tenant, { appId: tenant.appId });
    const actor = await authenticateKey(maker.token, origin);
    expect(await createApiKey({ actor }, sendOnly)).toMatchObject({ appId: formatId("app", tenant.appId) });
    for (const appId of [null, other.id]) {
      await expect(createApiKey({ actor }, { ...sendOnly, appId })).rejects.toMatchObject({ code: "forbidden" });
    }
    expect((await listApiKeys({ actor }, {})).data.map(({ appId }) => appId)).not.toContain(null);
    await expect(revokeApiKey({ actor }, { id: key(wide.id) })).rejects.toMatchObject({ code: "not_found" });
  });

  test("lasts no longer than its maker", async () => {
    const tenant = await makeTenant();
    const expiresAt = inDays(7);
    const actor = await authenticateKey((await makeKey(tenant, { expiresAt })).token, origin);
    expect(await createApiKey({ actor }, sendOnly)).toMatchObject({ expiresAt: expiresAt.toISOString() });
    const sooner = inDays(3).toISOString();
    expect(await createApiKey({ actor }, { ...sendOnly, expiresAt: sooner })).toMatchObject({ expiresAt: sooner });
    for (const later of [null, inDays(8).toISOString()]) {
      const refused = createApiKey({ actor }, { ...sendOnly, expiresAt: later });
      await expect(refused).rejects.toMatchObject({ code: "invalid_request", issues: [{ path: "expiresAt" }] });
    }
  });

  test("is not to be had from staff, whose stay ends within the hour", async () => {
    const actor = actorIn(await makeTenant(), { type: "staff", permissions: ["manage_webhooks"] });
    await expect(createApiKey({ actor }, sendOnly)).rejects.toMatchObject({ code: "forbidden" });
  });
});
