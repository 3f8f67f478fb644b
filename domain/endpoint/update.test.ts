import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { driver } from "#db/client.ts";
import { auditEntries } from "#db/schema/audit.ts";
import { endpointHealth, endpoints } from "#db/schema/endpoint.ts";
import { system } from "#db/tenant.ts";
import { DUE_CHANNEL } from "#domain/delivery/wake.ts";
import { activeSecrets } from "#domain/secret/active-secrets.ts";
import { actorIn, makeTenant } from "#domain/test-factory.ts";
import { ownTestDatabase } from "#harness/test-database.ts";
import { openHeaders } from "./sealed-headers.ts";
import { makeEndpoint } from "./test-factory.ts";
import { updateEndpoint } from "./update.ts";

ownTestDatabase();
let actor: ReturnType<typeof actorIn>;
beforeEach(async () => {
  actor = actorIn(await makeTenant());
});

const update = (input: Parameters<typeof updateEndpoint>[1]) => updateEndpoint({ actor }, input);
const setRow = (id: string, row: Partial<typeof endpoints.$inferInsert>) =>
  system().update(endpoints).set(row).where(eq(endpoints.id, id));

async function lastAudit(id: string) {
  const entries = await system().select().from(auditEntries).where(eq(auditEntries.targetId, id));
  return entries.sort((a, b) => (a.id < b.id ? 1 : -1))[0];
}

test("what is left out stays, what is given changes, and the audit log says what", async () => {
  const { id, secret, ...before } = await makeEndpoint(actor, {
    name: "Orders",
    eventTypes: ["order.*"],
    metadata: { team: "a", floor: "2" },
    requestConfig: { timeoutMs: 5000 },
  });
  const after = await update({ id, name: "Invoices", eventTypes: null, metadata: { team: "b" }, maxInFlight: 3 });
  expect(after).toMatchObject({
    ...{ name: "Invoices", eventTypes: null, metadata: { team: "b" }, maxInFlight: 3 },
    ...{ url: before.url, requestConfig: { timeoutMs: 5000 }, createdAt: before.createdAt },
  });
  expect(after.updatedAt > before.updatedAt).toBe(true);
  expect(JSON.stringify(after)).not.toContain(secret.slice(6));
  expect(await lastAudit(id)).toMatchObject({
    action: "endpoint.update",
    before: { name: "Orders", eventTypes: ["order.*"], metadata: { team: "a", floor: "2" }, maxInFlight: 10 },
    after: { name: "Invoices", eventTypes: null, metadata: { team: "b" }, maxInFlight: 3 },
  });
});

test("header values merge, null removes, and the audit log names them without their values", async () => {
  const { id, uuid } = await makeEndpoint(actor, {
    requestConfig: { headers: { "x-stays": "canary-1", "x-goes": "canary-2", "x-changes": "canary-3" } },
  });
  const headers = { "X-Goes": null, "X-Changes": "canary-4", "x-new": "canary-5" };
  const after = await update({ id, requestConfig: { headers } });
  const names = ["x-changes", "x-new", "x-stays"];
  expect(Object.keys(after.requestConfig.headers).sort()).toEqual(names);
  expect(Object.values(after.requestConfig.headers)).toEqual(names.map(() => "[redacted]"));
  const [row] = await system().select().from(endpoints).where(eq(endpoints.id, uuid));
  if (!row) throw new Error("The endpoint is gone.");
  expect(await openHeaders(system(), row, row.headersEncrypted)).toEqual({
    "x-stays": "canary-1",
    "x-changes": "canary-4",
    "x-new": "canary-5",
  });
  const entry = await lastAudit(id);
  expect(entry?.after).toMatchObject({
    headerNames: names,
    headerValuesChanged: ["x-goes", "x-changes", "x-new"],
  });
  expect(JSON.stringify(entry)).not.toContain("canary");
  await update({ id, requestConfig: { headers: { "x-stays": null, "x-changes": null, "x-new": null } } });
  expect((await system().select().from(endpoints).where(eq(endpoints.id, uuid)))[0]?.headersEncrypted).toBeNull();
});

test("a new URL keeps the secret and resets verification; the same URL resets nothing", async () => {
  const { id, uuid, url, secret } = await makeEndpoint(actor);
  await setRow(uuid, { verificationStatus: "verified", verificationCheckedAt: new Date() });
  expect((await update({ id, url })).verification.status).toBe("verified");
  const moved = await update({ id, url: "https://hooks.example.com/elsewhere" });
  expect(moved.verification).toEqual({ status: "unverified", checkedAt: null, reason: null });
  expect(await activeSecrets(system(), uuid)).toEqual([secret]);
});

describe("status", () => {
  test("pausing and resuming are by hand", async () => {
    const { id } = await makeEndpoint(actor);
    expect(await update({ id, status: "paused" })).toMatchObject({ status: "paused", statusReason: "manual" });
    expect(await update({ id, status: "active" })).toMatchObject({ status: "active", statusReason: null });
  });

  test.each(["gone", "failing"] as const)(
    "resumes an endpoint suspended as %s, its streak forgotten",
    async (reason) => {
      const { id, uuid } = await makeEndpoint(actor);
      await setRow(uuid, { status: "suspended", statusReason: reason });
      const streak = {
        consecutiveFailures: 12,
        failingSince: new Date(),
        warnedPercent: 75,
        errorsSinceLastSuccess: 12,
      };
      await system().update(endpointHealth).set(streak).where(eq(endpointHealth.endpointId, uuid));
      const resumed = await update({ id, status: "active" });
      expect(resumed).toMatchObject({ status: "active", statusReason: null });
      expect(resumed.health).toMatchObject({ consecutiveFailures: 0, failingSince: null, suspendsAt: null });
      expect(resumed.health.errorsSinceLastSuccess).toBe(12);
      const [health] = await system().select().from(endpointHealth).where(eq(endpointHealth.endpointId, uuid));
      expect(health?.warnedPercent).toBe(0);
    },
  );

  test("resuming wakes the dispatcher", async () => {
    const { id } = await makeEndpoint(actor);
    await update({ id, status: "paused" });
    const woken = Promise.withResolvers<void>();
    const { unlisten } = await driver().listen(DUE_CHANNEL, () => woken.resolve());
    await update({ id, status: "active" });
    await woken.promise;
    await unlisten();
  });

  test("asking an active endpoint to be active forgets no streak", async () => {
    const { id, uuid } = await makeEndpoint(actor);
    const streak = { consecutiveFailures: 3, failingSince: new Date() };
    await system().update(endpointHealth).set(streak).where(eq(endpointHealth.endpointId, uuid));
    expect((await update({ id, status: "active" })).health.consecutiveFailures).toBe(3);
  });
});

describe("refuses, with one issue per field and nothing changed", () => {
  test.each<[string, Record<string, unknown>, string[]]>([
    ["a private URL", { url: "https://192.168.0.1/", name: "x" }, ["url"]],
    ["a status that is not for people", { status: "suspended" }, ["status"]],
    [
      "several at once",
      { maxInFlight: 0, requestConfig: { timeoutMs: 1 } },
      ["requestConfig.timeoutMs", "maxInFlight"],
    ],
    ["fields that cannot be set", { appId: "x", secret: "whsec_", deletedAt: null }, ["appId", "secret", "deletedAt"]],
    ["more headers than fit", { requestConfig: { headers: manyHeaders(20) } }, ["requestConfig.headers"]],
  ])("%s", async (_, change, paths) => {
    const { id, uuid } = await makeEndpoint(actor, { name: "kept", requestConfig: { headers: { "x-own": "1" } } });
    const [before] = await system().select().from(endpoints).where(eq(endpoints.id, uuid));
    const refused = updateEndpoint.invoke({ actor }, () => ({ id, ...change }));
    await expect(refused).rejects.toMatchObject({ code: "invalid_request" });
    const issues: unknown = await refused.catch((error: unknown) => Reflect.get(Object(error), "issues"));
    expect(Array.isArray(issues) && issues.map(({ path }) => path)).toEqual(paths);
    expect((await system().select().from(endpoints).where(eq(endpoints.id, uuid)))[0]).toEqual(before);
  });
});

function manyHeaders(count: number): Record<string, string> {
  return Object.fromEntries(Array.from({ length: count }, (_, at) => [`x-${at}`, "v"]));
}
