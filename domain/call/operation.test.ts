import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { auditEntries } from "#db/schema/audit.ts";
import { apps } from "#db/schema/tenant.ts";
import { system } from "#db/tenant.ts";
import { ownTestDatabase } from "#harness/test-database.ts";
import { formatId } from "../id.ts";
import { newId } from "../new-id.ts";
import { actorIn, makeTenant } from "../test-factory.ts";
import { operation } from "./operation.ts";

ownTestDatabase();

const input = z.strictObject({ name: z.string().min(1) });
const output = z.object({ name: z.string() });
const common = { summary: "Rename the app", permission: "manage_webhooks", scope: "app", input, output } as const;

/** Renames the app it is called in; what else it does is up to the test. */
function renameThat(after: (renamed: { audit: () => Promise<void> }) => Promise<{ name: string }>) {
  return operation({
    ...common,
    id: "app.update",
    audited: true,
    run: async ({ app, tx, audit }, { name }) => {
      await tx.update(apps).set({ name }).where(eq(apps.id, app.id));
      return after({ audit: () => audit({ target: { type: "app", id: formatId("app", app.id) }, after: { name } }) });
    },
  });
}

const rename = renameThat(async ({ audit }) => {
  await audit();
  return { name: "renamed" };
});

const nameOf = async (appId: string) =>
  (await system().select({ name: apps.name }).from(apps).where(eq(apps.id, appId)))[0]?.name;
const auditCount = async (tenantId: string) => system().$count(auditEntries, eq(auditEntries.tenantId, tenantId));

describe("an operation", () => {
  test("does its work and leaves its audit row, in the caller's app", async () => {
    const tenant = await makeTenant();
    const actor = actorIn(tenant);
    expect(await rename({ actor }, { name: "New" })).toEqual({ name: "renamed" });
    expect(await nameOf(tenant.appId)).toBe("New");
    const [entry] = await system().select().from(auditEntries).where(eq(auditEntries.tenantId, tenant.id));
    expect(entry).toMatchObject({
      action: "app.update",
      actorType: "user",
      actorId: actor.id,
      actorName: actor.name,
      appId: tenant.appId,
      after: { name: "New" },
      ip: actor.ip,
      requestId: actor.requestId,
    });
  });

  test.each([
    ["nobody", () => null, "unauthenticated"],
    ["a member without the permission", (tenant: { id: string }) => actorIn(tenant, { role: "member" }), "forbidden"],
    [
      "a key that may only send",
      (tenant: { id: string }) => actorIn(tenant, { type: "key", permissions: ["send_events"] }),
      "forbidden",
    ],
  ] as const)("refuses %s before it looks at the input, and does nothing", async (_, actorOf, code) => {
    const tenant = await makeTenant();
    let isRead = false;
    const readInput = () => {
      isRead = true;
      return { name: "New" };
    };
    await expect(rename.invoke({ actor: actorOf(tenant) }, readInput)).rejects.toMatchObject({ code });
    expect(isRead).toBe(false);
    expect([await nameOf(tenant.appId), await auditCount(tenant.id)]).toEqual(["Production", 0]);
  });

  test("refuses input that does not fit, one issue per field, unknown fields among them", async () => {
    const actor = actorIn(await makeTenant());
    const refused = rename.invoke({ actor }, () => ({ name: "", tenantId: "tnt_x", id: "app_x" }));
    await expect(refused).rejects.toMatchObject({
      code: "invalid_request",
      issues: [{ path: "name" }, { path: "tenantId" }, { path: "id" }],
    });
  });

  test("undoes everything when no audit row was written", async () => {
    const tenant = await makeTenant();
    const silent = renameThat(async () => ({ name: "x" }));
    await expect(silent({ actor: actorIn(tenant) }, { name: "New" })).rejects.toThrow(/wrote nothing to the audit log/);
    expect(await nameOf(tenant.appId)).toBe("Production");
  });

  test("may say for which input it leaves an audit row, and must leave it then", async () => {
    const onlyPreviews = operation({
      ...common,
      id: "app.update",
      audited: ({ name }) => name !== "preview",
      run: async (_, { name }) => ({ name }),
    });
    const caller = { actor: actorIn(await makeTenant()) };
    expect(await onlyPreviews(caller, { name: "preview" })).toEqual({ name: "preview" });
    await expect(onlyPreviews(caller, { name: "New" })).rejects.toThrow(/wrote nothing to the audit log/);
    expect(onlyPreviews.facts.audited).toBe(true);
  });

  test("that is audited is an action that the log has a sentence for: no other compiles", async () => {
    const paint = { ...common, run: async () => ({ name: "x" }) };
    // @ts-expect-error: nobody could read in the log what it did.
    operation({ ...paint, id: "app.paint", audited: true });
    operation({ ...paint, id: "app.update", audited: true });
    operation({ ...paint, id: "app.paint", audited: false });
  });

  test("may say by whom it leaves an audit row", async () => {
    const tenant = await makeTenant();
    const run = async () => ({ name: "x" });
    const byPeople = operation({ ...common, id: "app.update", audited: (_, { type }) => type !== "key", run });
    const key = actorIn(tenant, { type: "key", permissions: ["manage_webhooks"] });
    expect(await byPeople({ actor: key }, { name: "New" })).toEqual({ name: "x" });
    await expect(byPeople({ actor: actorIn(tenant) }, { name: "New" })).rejects.toThrow(/wrote nothing/);
  });

  test("leaves no audit row when it says so", async () => {
    const tenant = await makeTenant();
    const loud = operation({
      ...common,
      id: "app.paint",
      audited: false,
      run: async ({ audit }, { name }) => {
        await audit({ target: { type: "app", id: null } });
        return { name };
      },
    });
    await expect(loud({ actor: actorIn(tenant) }, { name: "New" })).rejects.toThrow(/leave no row in the audit log/);
    expect(await auditCount(tenant.id)).toBe(0);
  });

  test("undoes its work and its audit row when it fails after them", async () => {
    const tenant = await makeTenant();
    const failing = renameThat(async ({ audit }) => {
      await audit();
      throw new Error("too late");
    });
    await expect(failing({ actor: actorIn(tenant) }, { name: "New" })).rejects.toThrow("too late");
    expect([await nameOf(tenant.appId), await auditCount(tenant.id)]).toEqual(["Production", 0]);
  });

  test("answers only what its output names, and undoes its work when the answer does not fit", async () => {
    const tenant = await makeTenant();
    const leaky = renameThat(async ({ audit }) => {
      await audit();
      return { name: "shown", secretHash: "not for you" };
    });
    expect(await leaky({ actor: actorIn(tenant) }, { name: "New" })).toEqual({ name: "shown" });
    const broken = renameThat(async ({ audit }) => {
      await audit();
      return { name: JSON.parse("7") };
    });
    await expect(broken({ actor: actorIn(tenant) }, { name: "Newer" })).rejects.toThrow(z.ZodError);
    expect(await nameOf(tenant.appId)).toBe("New");
  });

  test("works in the app named by id or slug, else the key's, else production", async () => {
    const tenant = await makeTenant();
    const sandbox = newId();
    await system().insert(apps).values({ id: sandbox, tenantId: tenant.id, slug: "sandbox", name: "Sandbox" });
    const where = operation({
      ...common,
      id: "test.where",
      input: z.strictObject({}),
      audited: false,
      run: async ({ app }) => ({ name: app.slug }),
    });
    const actor = actorIn(tenant);
    const confined = actorIn(tenant, { type: "key", permissions: ["manage_webhooks"], appId: sandbox });
    expect(await where({ actor }, {})).toEqual({ name: "production" });
    expect(await where({ actor, app: "sandbox" }, {})).toEqual({ name: "sandbox" });
    expect(await where({ actor, app: formatId("app", sandbox) }, {})).toEqual({ name: "sandbox" });
    expect(await where({ actor: confined }, {})).toEqual({ name: "sandbox" });
    const other = await makeTenant();
    for (const [caller, app] of [
      [actor, formatId("app", other.appId)],
      [actor, "nowhere"],
      [actor, "app_nonsense"],
      [confined, "production"],
    ] as const) {
      await expect(where({ actor: caller, app }, {}), app).rejects.toMatchObject({ code: "not_found" });
    }
  });

  test("talks to the world outside its transaction, once it knows that the caller may", async () => {
    const tenant = await makeTenant();
    const calls: string[] = [];
    const ping = operation({
      ...common,
      id: "test.ping",
      audited: false,
      outside: async ({ app }, { name }) => {
        calls.push(`${app.slug} ${name}`);
        return "pong";
      },
      run: async ({ outside }) => ({ name: outside }),
    });
    await expect(ping({ actor: actorIn(tenant, { role: "member" }) }, { name: "x" })).rejects.toThrow();
    await expect(ping({ actor: actorIn(tenant) }, { name: "" })).rejects.toThrow();
    expect(calls).toEqual([]);
    expect(await ping({ actor: actorIn(tenant) }, { name: "x" })).toEqual({ name: "pong" });
    expect(calls).toEqual(["production x"]);
  });
});
