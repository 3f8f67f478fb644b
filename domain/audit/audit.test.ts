import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { auditEntries } from "#db/schema/audit.ts";
import { inTenant } from "#db/tenant.ts";
import { createApp } from "#domain/app/create.ts";
import { updateApp } from "#domain/app/update.ts";
import { systemActor } from "#domain/call/system-actor.ts";
import { formatId } from "#domain/id.ts";
import { newId } from "#domain/new-id.ts";
import { actorIn, makeTenant, makeUser } from "#domain/test-factory.ts";
import { ownTestDatabase } from "#harness/test-database.ts";
import { listAuditLog } from "./list.ts";
import { writeAuditEntry } from "./write.ts";

ownTestDatabase();

async function tenantWithHistory() {
  const tenant = await makeTenant();
  const user = await makeUser({ tenant });
  const actor = actorIn(tenant, { id: user.id, name: "Ada" });
  await updateApp({ actor }, { requireVerification: true });
  await updateApp({ actor }, { requireVerification: false });
  const sandbox = await createApp({ actor }, { slug: "sandbox", name: "Sandbox" });
  return { tenant, user, actor, sandbox };
}

const actionsOf = (page: { data: { action: string }[] }) => page.data.map(({ action }) => action);

describe("the audit log", () => {
  test("tells who did what to what, from where, newest first", async () => {
    const { tenant, user, actor, sandbox } = await tenantWithHistory();
    const { data } = await listAuditLog({ actor }, {});
    expect(data.map(({ action }) => action)).toEqual(["app.create", "app.update", "app.update"]);
    expect(data[0]).toEqual({
      object: "audit_entry",
      id: expect.stringMatching(/^aud_/),
      actor: { type: "user", id: formatId("usr", user.id), name: "Ada" },
      action: "app.create",
      target: { type: "app", id: sandbox.id },
      before: null,
      after: sandbox,
      ip: actor.ip,
      requestId: actor.requestId,
      createdAt: expect.stringMatching(/Z$/),
    });
    expect(data[1]?.target.id).toBe(formatId("app", tenant.appId));
  });

  test("is filtered by action, actor, target and time", async () => {
    const { user, actor, sandbox } = await tenantWithHistory();
    expect(actionsOf(await listAuditLog({ actor }, { action: "app.create" }))).toEqual(["app.create"]);
    expect(actionsOf(await listAuditLog({ actor }, { target: sandbox.id }))).toEqual(["app.create"]);
    expect((await listAuditLog({ actor }, { actor: formatId("usr", user.id) })).data).toHaveLength(3);
    const soon = new Date(Date.now() + 60_000).toISOString();
    expect((await listAuditLog({ actor }, { before: soon })).data).toHaveLength(3);
    expect((await listAuditLog({ actor }, { after: soon })).data).toEqual([]);
  });

  test("goes on where a page ended", async () => {
    const { actor } = await tenantWithHistory();
    const first = await listAuditLog({ actor }, { limit: 2 });
    const second = await listAuditLog({ actor }, { limit: 2, cursor: first.nextCursor ?? "" });
    expect([...actionsOf(first), ...actionsOf(second)]).toEqual(["app.create", "app.update", "app.update"]);
    expect(second.nextCursor).toBeNull();
  });

  test("shows an app its own acts and the tenant's, and a confined key the app's alone", async () => {
    const { tenant, actor } = await tenantWithHistory();
    await updateApp({ actor, app: "sandbox" }, { name: "Play" });
    expect(actionsOf(await listAuditLog({ actor, app: "sandbox" }, {}))).toEqual(["app.update", "app.create"]);
    const confined = actorIn(tenant, { type: "key", permissions: ["manage_webhooks"], appId: tenant.appId });
    expect(actionsOf(await listAuditLog({ actor: confined }, {}))).toEqual(["app.update", "app.update"]);
  });

  test("finds nobody and nothing of another tenant", async () => {
    const { actor } = await tenantWithHistory();
    const other = await tenantWithHistory();
    for (const filter of [
      { actor: formatId("usr", other.user.id) },
      { actor: "usr_nonsense" },
      { actor: formatId("key", newId()) },
      { target: other.sandbox.id },
      { target: formatId("tnt", other.tenant.id) },
      { target: formatId("dlv", newId()) },
    ]) {
      await expect(listAuditLog({ actor }, filter), JSON.stringify(filter)).rejects.toMatchObject({
        code: "not_found",
      });
    }
    expect((await listAuditLog({ actor }, { target: "order.paid" })).data).toEqual([]);
  });

  test("can be added to by the tenant role, and never changed or emptied", async () => {
    const { tenant } = await tenantWithHistory();
    const append = (tenantId: string) =>
      inTenant(tenant.id, (tx) => {
        const actor = systemActor(tenantId, { name: "Test" });
        return writeAuditEntry(tx, {
          actor,
          appId: null,
          action: "tenant.create",
          target: { type: "tenant", id: null },
        });
      });
    await append(tenant.id);
    await expect(append((await makeTenant()).id)).rejects.toMatchObject({ cause: { code: "42501" } });
    for (const statement of [
      sql`update ${auditEntries} set action = 'x'`,
      sql`delete from ${auditEntries}`,
      sql`truncate ${auditEntries}`,
    ]) {
      await expect(inTenant(tenant.id, (tx) => tx.execute(statement))).rejects.toMatchObject({
        cause: { code: "42501" },
      });
    }
  });
});
