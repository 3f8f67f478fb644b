import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connectDatabase, disconnectDatabase } from "#db/client.ts";
import { auditEntries } from "#db/schema/audit.ts";
import { endpointHealth, endpoints } from "#db/schema/endpoint.ts";
import { supportSessions } from "#db/schema/tenant.ts";
import { system } from "#db/tenant.ts";
import { listAuditLog } from "#domain/audit/list.ts";
import { createEndpoint } from "#domain/endpoint/create.ts";
import { makeEndpoint } from "#domain/endpoint/test-factory.ts";
import { makeRollups } from "#domain/health/test-factory.ts";
import { memberActor } from "#domain/member/actor.ts";
import { listMembers } from "#domain/member/list.ts";
import { actorIn, makeTenant, makeUser } from "#domain/test-factory.ts";
import { makeFixtures, refusalOf } from "#domain/test-fixtures.ts";
import { createTestDatabase, type TestDatabase } from "#harness/test-database.ts";
import { enterTenant } from "./enter.ts";
import { findAnywhere } from "./find.ts";
import { leaveTenant } from "./leave.ts";
import { listFailing } from "./list-failing.ts";
import { listStays } from "./list-stays.ts";
import { listTenants } from "./list-tenants.ts";

let testDatabase: TestDatabase;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  connectDatabase(testDatabase.url);
});
afterAll(async () => {
  await disconnectDatabase();
  await testDatabase.drop();
});

const reason = "Ticket 4711: deliveries to the till fail";
const origin = { ip: "192.0.2.7", requestId: "the support request" };

async function makeStaff() {
  const user = await makeUser({ isStaff: true, name: "Sam Support" });
  const actorAt = async (slug: string) => {
    const found = await memberActor({ userId: user.id, issuedAt: new Date() }, slug, origin);
    return found.kind === "actor" ? found.actor : null;
  };
  return { id: user.id, actorAt, caller: { visitor: { id: user.id, name: user.name, isStaff: true, ...origin } } };
}

describe("a support session", () => {
  test("lasts 60 minutes, and says who, why and from where in the tenant's own audit log", async () => {
    const [tenant, staff] = [await makeTenant(), await makeStaff()];
    const stay = await enterTenant(staff.caller, { tenant: tenant.slug, reason });
    expect(stay).toMatchObject({ tenant: { slug: tenant.slug }, app: "production", reason });
    expect(Date.parse(stay.endsAt) - Date.parse(stay.enteredAt)).toBe(3_600_000);
    await leaveTenant(staff.caller, { tenant: tenant.slug });
    const { data } = await listAuditLog({ actor: actorIn(tenant) }, {});
    expect(data).toMatchObject([
      { action: "support.leave", actor: { type: "staff", name: "Sam Support" }, before: { reason } },
      { action: "support.enter", actor: { type: "staff", name: "Sam Support" }, after: { reason }, ip: "192.0.2.7" },
    ]);
    expect(await staff.actorAt(tenant.slug)).toBeNull();
  });

  test("lets its holder manage webhooks under their own name, but not the tenant's people", async () => {
    const [tenant, staff] = [await makeTenant(), await makeStaff()];
    await enterTenant(staff.caller, { tenant: tenant.slug, reason });
    const actor = await staff.actorAt(tenant.slug);
    const { id } = await createEndpoint({ actor }, { url: "https://hooks.example.com/by-support" });
    const entry = and(eq(auditEntries.tenantId, tenant.id), eq(auditEntries.targetId, id));
    expect(await system().select().from(auditEntries).where(entry)).toMatchObject([
      { actorType: "staff", actorId: staff.id, actorName: "Sam Support", action: "endpoint.create" },
    ]);
    expect(await refusalOf(listMembers({ actor }, {}))).toBe("forbidden");
  });

  test("opens one tenant and none beside it", async () => {
    const [tenant, other, staff] = [await makeTenant(), await makeTenant(), await makeStaff()];
    await enterTenant(staff.caller, { tenant: tenant.slug, reason });
    expect(await staff.actorAt(other.slug)).toBeNull();
    expect(await listStays(staff.caller, {})).toMatchObject({ data: [{ tenant: { slug: tenant.slug }, reason }] });
  });

  test("entered anew has one reason and one end", async () => {
    const [tenant, staff] = [await makeTenant(), await makeStaff()];
    await enterTenant(staff.caller, { tenant: tenant.slug, reason });
    await enterTenant(staff.caller, { tenant: tenant.slug, reason: "Another ticket altogether" });
    expect((await listStays(staff.caller, {})).data).toMatchObject([{ reason: "Another ticket altogether" }]);
    await leaveTenant(staff.caller, { tenant: tenant.slug });
    expect(await staff.actorAt(tenant.slug)).toBeNull();
  });

  test("cannot be left twice, nor by a colleague, nor after its hour", async () => {
    const [tenant, staff, colleague] = [await makeTenant(), await makeStaff(), await makeStaff()];
    await enterTenant(staff.caller, { tenant: tenant.slug, reason });
    const leave = (who: typeof staff) => refusalOf(leaveTenant(who.caller, { tenant: tenant.slug }));
    expect(await leave(colleague)).toBe("state_forbids");
    expect(await staff.actorAt(tenant.slug)).not.toBeNull();
    await system()
      .update(supportSessions)
      .set({ expiresAt: new Date(Date.now() - 1000) })
      .where(eq(supportSessions.userId, staff.id));
    expect(await leave(staff)).toBe("state_forbids");
    expect(await staff.actorAt(tenant.slug)).toBeNull();
  });

  test.each(["", "   ", "too short", "x".repeat(501)])("needs a reason worth reading: %j", async (given) => {
    const [tenant, staff] = [await makeTenant(), await makeStaff()];
    const entering = enterTenant(staff.caller, { tenant: tenant.slug, reason: given });
    await expect(entering).rejects.toMatchObject({ code: "invalid_request", issues: [{ path: "reason" }] });
    expect((await listStays(staff.caller, {})).data).toEqual([]);
  });

  test("is not for a tenant nobody has, nor for one's own", async () => {
    const [tenant, staff] = [await makeTenant(), await makeStaff()];
    const member = await makeUser({ tenant, role: "operator", isStaff: true });
    const visitor = { ...member, isStaff: true, ...origin };
    expect(await refusalOf(enterTenant(staff.caller, { tenant: "no-such-tenant", reason }))).toBe("not_found");
    expect(await refusalOf(enterTenant({ visitor }, { tenant: tenant.slug, reason }))).toBe("conflict");
  });
});

describe("the support page", () => {
  test("lists failing and suspended endpoints of every tenant, the longest trouble first, and no others", async () => {
    const [one, two, staff] = [await makeTenant({ name: "One" }), await makeTenant({ name: "Two" }), await makeStaff()];
    await failingEndpoint(two, { failures: 7, sinceMs: Date.now() - 7_200_000 });
    await failingEndpoint(one, { failures: 12, sinceMs: Date.now() - 86_400_000 });
    await failingEndpoint(one, { failures: 0, sinceMs: null });
    const gone = await makeEndpoint(actorIn(two), { name: "Gone" });
    await system()
      .update(endpoints)
      .set({ status: "suspended", statusReason: "gone" })
      .where(eq(endpoints.id, gone.uuid));
    const { data } = await listFailing(staff.caller, {});
    const ours = data.filter(({ tenant }) => [one.slug, two.slug].includes(tenant.slug));
    expect(ours).toMatchObject([
      { tenant: { name: "One" }, app: { slug: "production" }, state: "failing", consecutiveFailures: 12 },
      { tenant: { name: "Two" }, state: "failing", consecutiveFailures: 7, access: { kind: "none" } },
      { tenant: { name: "Two" }, name: "Gone", status: "suspended", statusReason: "gone" },
    ]);
    expect(ours[0]?.suspendsAt).toEqual(expect.any(String));
  });

  test("says of any id what it names, where, and how to get in", async () => {
    const [fixtures, staff] = [await makeFixtures(), await makeStaff()];
    const find = async (text: string) => (await findAnywhere(staff.caller, { text })).data;
    const nouns = { ep: "endpoint", evt: "event", dlv: "delivery", att: "attempt", rpl: "replay", key: "API key" };
    for (const [prefix, noun] of Object.entries(nouns)) {
      const id = fixtures.ids.get(prefix) ?? "";
      expect(await find(`level=error id="${id}",`)).toMatchObject([
        { id, noun, app: "production", access: { kind: "none" } },
      ]);
    }
    expect(await find(fixtures.ids.get("tnt") ?? "")).toMatchObject([{ noun: "tenant", page: ["overview"] }]);
    expect(await find(fixtures.ids.get("app") ?? "")).toMatchObject([{ noun: "app" }]);
    expect(await find(fixtures.ids.get("usr") ?? "")).toMatchObject([{ noun: "person" }]);
    const delivery = fixtures.ids.get("dlv") ?? "";
    expect(await find(fixtures.ids.get("att") ?? "")).toMatchObject([{ page: ["deliveries", delivery] }]);
    expect(await findAnywhere(staff.caller, { text: "no id at all" })).toEqual({ id: null, data: [] });
    const unknown = "dlv_01jd3k5v8efm4r9tzy2q6w7xab";
    expect(await findAnywhere(staff.caller, { text: unknown })).toEqual({ id: unknown, data: [] });
  });

  test("finds tenants by a part of their name or slug, taken literally, and says how to open each", async () => {
    const staff = await makeStaff();
    const mark = `m${Date.now()}`;
    const [a, b] = [
      await makeTenant({ name: `100% ${mark}`, slug: `${mark}-a` }),
      await makeTenant({ slug: `${mark}-b` }),
    ];
    await enterTenant(staff.caller, { tenant: b.slug, reason });
    await makeEndpoint(actorIn(a));
    const list = (q: string, more = {}) => listTenants(staff.caller, { q, ...more });
    expect((await list(mark.toUpperCase())).data).toMatchObject([
      { slug: a.slug, endpoints: 1, failing: 0, access: { kind: "none" }, app: "production" },
      { slug: b.slug, endpoints: 0, access: { kind: "support" } },
    ]);
    expect((await list(`100% ${mark}`)).data).toHaveLength(1);
    expect((await list(`100_ ${mark}`)).data).toHaveLength(0);
    const first = await list(mark, { limit: 1 });
    const second = await list(mark, { limit: 1, cursor: first.nextCursor ?? "" });
    expect([first.data[0]?.slug, second.data[0]?.slug, second.nextCursor]).toEqual([a.slug, b.slug, null]);
  });
});

async function failingEndpoint(
  tenant: { id: string; appId: string },
  facts: { failures: number; sinceMs: number | null },
) {
  const { uuid } = await makeEndpoint(actorIn(tenant));
  const failingSince = facts.sinceMs === null ? null : new Date(facts.sinceMs);
  const row = { consecutiveFailures: facts.failures, errorsSinceLastSuccess: facts.failures, failingSince };
  await system()
    .insert(endpointHealth)
    .values({ endpointId: uuid, tenantId: tenant.id, ...row })
    .onConflictDoUpdate({ target: endpointHealth.endpointId, set: row });
  const outcome = facts.failures > 0 ? { failed: facts.failures } : { succeeded: 3 };
  await makeRollups({ tenantId: tenant.id, appId: tenant.appId, endpointId: uuid }, [{ at: new Date(), ...outcome }]);
}
