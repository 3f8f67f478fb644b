import { and, eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { auditEntries } from "#db/schema/audit.ts";
import { system } from "#db/tenant.ts";
import { formatId } from "#domain/id.ts";
import { actorIn, makeTenant } from "#domain/test-factory.ts";
import { ownTestDatabase } from "#harness/test-database.ts";
import { createApp } from "./create.ts";
import { getApp } from "./get.ts";
import { listApps } from "./list.ts";
import { updateApp } from "./update.ts";

ownTestDatabase();

const sandbox = { slug: "sandbox", name: "Sandbox" };

describe("apps", () => {
  test("are made with the settings given, and the product's own for the rest", async () => {
    const actor = actorIn(await makeTenant());
    const settings = {
      suspension: { minFailures: 3, minSeconds: 60 },
      requireVerification: true,
      retrySchedule: [5, 10],
    };
    const made = await createApp({ actor }, { ...sandbox, ...settings });
    expect(made).toMatchObject({ object: "app", ...sandbox, ...settings, requireKnownEventTypes: false });
    expect(await getApp({ actor, app: made.id }, {})).toEqual(made);
    expect(await getApp({ actor, app: "sandbox" }, {})).toEqual(made);
    expect((await getApp({ actor }, {})).slug).toBe("production");
    expect((await createApp({ actor }, { slug: "plain", name: "Plain" })).suspension).toEqual({
      minFailures: 10,
      minSeconds: 432_000,
    });
  });

  test("may have the same slug in two tenants, not in one", async () => {
    const [one, two] = [actorIn(await makeTenant()), actorIn(await makeTenant())];
    await createApp({ actor: one }, sandbox);
    await createApp({ actor: two }, sandbox);
    await expect(createApp({ actor: one }, sandbox)).rejects.toMatchObject({
      code: "conflict",
      issues: [{ path: "slug" }],
    });
    expect((await listApps({ actor: one }, {})).data).toHaveLength(2);
  });

  test("are listed newest first, page by page", async () => {
    const actor = actorIn(await makeTenant());
    await createApp({ actor }, sandbox);
    const first = await listApps({ actor }, { limit: 1 });
    const second = await listApps({ actor }, { limit: 1, cursor: first.nextCursor ?? "" });
    expect([...first.data, ...second.data].map(({ slug }) => slug)).toEqual(["sandbox", "production"]);
    expect(second.nextCursor).toBeNull();
  });

  test("change only in what is given, and say so in the audit log", async () => {
    const tenant = await makeTenant();
    const actor = actorIn(tenant);
    const before = await getApp({ actor }, {});
    const after = await updateApp({ actor }, { requireVerification: true });
    expect(after).toEqual({ ...before, requireVerification: true });
    const [entry] = await system()
      .select()
      .from(auditEntries)
      .where(and(eq(auditEntries.tenantId, tenant.id), eq(auditEntries.action, "app.update")));
    expect(entry).toMatchObject({ before, after, appId: tenant.appId, targetId: before.id, actorId: actor.id });
  });

  test.each([
    ["a slug with capitals", { slug: "Sandbox", name: "x" }, "slug"],
    ["an empty name", { slug: "x", name: "  " }, "name"],
    ["an unknown field", { ...sandbox, tenantId: "tnt_x" }, "tenantId"],
    ["half a suspension rule", { ...sandbox, suspension: { minFailures: 1 } }, "suspension.minSeconds"],
  ])("are refused with %s", async (_, input, path) => {
    const actor = actorIn(await makeTenant());
    const refused = createApp.invoke({ actor }, () => input);
    await expect(refused).rejects.toMatchObject({ code: "invalid_request", issues: [{ path }] });
  });

  test("are one only, and not to be added to, for a key that is confined to one", async () => {
    const tenant = await makeTenant();
    await createApp({ actor: actorIn(tenant) }, sandbox);
    const confined = actorIn(tenant, { type: "key", permissions: ["manage_webhooks"], appId: tenant.appId });
    expect((await listApps({ actor: confined }, {})).data.map(({ slug }) => slug)).toEqual(["production"]);
    await expect(getApp({ actor: confined, app: "sandbox" }, {})).rejects.toMatchObject({ code: "not_found" });
    expect((await getApp({ actor: confined }, {})).id).toBe(formatId("app", tenant.appId));
    const another = createApp({ actor: confined }, { slug: "another", name: "Another" });
    await expect(another).rejects.toMatchObject({ code: "forbidden" });
  });
});
