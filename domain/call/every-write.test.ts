import { and, eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { auditEntries } from "#db/schema/audit.ts";
import { apps } from "#db/schema/tenant.ts";
import { system } from "#db/tenant.ts";
import { databaseContents, ownTestDatabase } from "#harness/test-database.ts";
import { formatId } from "../id.ts";
import { pauseReplay } from "../replay/pause.ts";
import { makeUser } from "../test-factory.ts";
import { type Fixtures, idOf, inputOf, makeFixtures, refusalOf } from "../test-fixtures.ts";
import { allOperations } from "../test-operations.ts";
import { type Operation, operation } from "./operation.ts";

const operations = await allOperations();

ownTestDatabase();

/** What an operation needs besides its smallest input so that it writes something; it may prepare the ground. */
const WRITES: Record<string, (fixtures: Fixtures) => Promise<Record<string, unknown>>> = {
  "app.create": async () => ({ slug: "another" }),
  "app.update": async () => ({ name: "Renamed" }),
  "endpoint.update": async () => ({ name: "Renamed" }),
  "event_type.create": async () => ({ name: "order.new" }),
  "event_type.import": async () => ({ eventTypes: [{ name: "order.new" }] }),
  "event_type.update": async () => ({ description: "Changed" }),
  "event.accept_batch": async () => ({ contentType: "application/x-ndjson" }),
  "member.create": async () => ({ email: (await makeUser()).email }),
  "member.delete": async ({ admin }) => ({ userId: await someMember(admin.tenantId) }),
  "member.update": async ({ admin }) => ({ userId: await someMember(admin.tenantId), role: "operator" }),
  "source.update": async () => ({ name: "Renamed" }),
  "replay.resume": async (fixtures) => {
    await pauseReplay({ actor: fixtures.admin }, { id: idOf(fixtures, "rpl") });
    return {};
  },
};

async function someMember(tenantId: string): Promise<string> {
  return formatId("usr", (await makeUser({ tenant: { id: tenantId }, role: "member" })).id);
}

/** Runs an operation so that it succeeds; answers the tables it changed and the rows it left in the audit log. */
async function observe(subject: Operation) {
  const fixtures = await makeFixtures();
  const more = await WRITES[subject.facts.id]?.(fixtures);
  const input = { ...inputOf(subject, fixtures), ...more };
  const before = await databaseContents();
  const actor = { ...fixtures.admin, requestId: "the observed request" };
  expect(await refusalOf(subject.invoke({ actor }, () => input))).toBe("done");
  const after = await databaseContents();
  const changed = Object.keys(after).filter((table) => after[table] !== before[table] && table !== "audit_entries");
  const ofRequest = and(eq(auditEntries.tenantId, actor.tenantId), eq(auditEntries.requestId, actor.requestId));
  return { actor, changed, entries: await system().select().from(auditEntries).where(ofRequest) };
}

describe("whoever writes is in the audit log, whoever reads is not", () => {
  test.each(operations.map((one) => [one.facts.id, one] as const))("%s", async (id, one) => {
    const { actor, changed, entries } = await observe(one);
    if (one.facts.audited) expect(changed, "give it an input in WRITES that changes something").not.toEqual([]);
    expect({ changed, isLogged: entries.length > 0 }).toEqual({ changed, isLogged: changed.length > 0 });
    for (const entry of entries) {
      expect(entry).toMatchObject({ action: id, actorType: "user", actorId: actor.id, ip: actor.ip });
    }
  });

  test("a write that leaves no row would be seen", async () => {
    const forgetful = operation({
      id: "test.forget",
      summary: "Write and say nothing",
      permission: "manage_webhooks",
      scope: "app",
      input: z.strictObject({}),
      output: z.object({}),
      audited: false,
      run: async ({ app, tx }) =>
        tx
          .update(apps)
          .set({ name: "Changed" })
          .where(eq(apps.id, app.id))
          .then(() => ({})),
    });
    expect(await observe(forgetful)).toMatchObject({ changed: ["apps"], entries: [] });
  });
});
