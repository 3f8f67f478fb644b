import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { auditEntries } from "#db/schema/audit.ts";
import { deliveries } from "#db/schema/delivery.ts";
import { endpoints, signingSecrets } from "#db/schema/endpoint.ts";
import { apps } from "#db/schema/tenant.ts";
import { system } from "#db/tenant.ts";
import type { Caller } from "#domain/call/operation.ts";
import { newId } from "#domain/new-id.ts";
import { actorIn, makeTenant } from "#domain/test-factory.ts";
import { ownTestDatabase } from "#harness/test-database.ts";
import { deleteEndpoint } from "./delete.ts";
import { getEndpoint } from "./get.ts";
import { getEndpointHealth } from "./get-health.ts";
import { getSparklines } from "./get-sparklines.ts";
import { purgeEndpointDeliveries } from "./purge-deliveries.ts";
import { rotateEndpointSecret } from "./rotate-secret.ts";
import { testEndpoint } from "./send-test.ts";
import { makeEndpoint } from "./test-factory.ts";
import { updateEndpoint } from "./update.ts";
import { verifyEndpoint } from "./verify.ts";

type Call = (caller: Caller, id: string) => Promise<unknown>;
const reads: [string, Call][] = [
  ["get", (caller, id) => getEndpoint(caller, { id })],
  ["health", (caller, id) => getEndpointHealth(caller, { id })],
  ["sparklines", (caller, id) => getSparklines(caller, { ids: [id] })],
];
const writes: [string, Call][] = [
  ["update", (caller, id) => updateEndpoint(caller, { id, name: "taken over", status: "paused" })],
  ["rotate_secret", (caller, id) => rotateEndpointSecret(caller, { id, graceSeconds: 0 })],
  ["test", (caller, id) => testEndpoint(caller, { id })],
  ["verify", (caller, id) => verifyEndpoint(caller, { id })],
  ["purge_deliveries", (caller, id) => purgeEndpointDeliveries(caller, { id })],
  ["delete", (caller, id) => deleteEndpoint(caller, { id })],
];
const permanentDelete: [string, Call] = [
  "delete for good",
  (caller, id) => deleteEndpoint(caller, { id, permanent: true }),
];
const all = [...reads, ...writes, permanentDelete];

ownTestDatabase();
let tenant: Awaited<ReturnType<typeof makeTenant>>;
let actor: ReturnType<typeof actorIn>;
beforeEach(async () => {
  tenant = await makeTenant();
  actor = actorIn(tenant);
});

describe.each(all)("endpoint.%s", (_, call) => {
  test("answers another tenant's id like an unknown one, and changes nothing there", async () => {
    const stranger = await makeTenant();
    const { id } = await makeEndpoint(actorIn(stranger));
    const before = await everythingOf(stranger.id);
    await expect(call({ actor }, id)).rejects.toMatchObject({ code: "not_found" });
    expect(await everythingOf(stranger.id)).toEqual(before);
  });

  test("answers an id of another app, and one that is none, the same way", async () => {
    const { id } = await makeEndpoint(actor);
    const other = { id: newId(), tenantId: tenant.id, slug: "sandbox", name: "Sandbox" };
    await system().insert(apps).values(other);
    await expect(call({ actor, app: "sandbox" }, id)).rejects.toMatchObject({ code: "not_found" });
    for (const nonsense of ["ep_", "x", `evt_${id.slice(3)}`, id.toUpperCase()]) {
      await expect(call({ actor }, nonsense)).rejects.toMatchObject({ code: "not_found" });
    }
  });

  test("refuses nobody, a member without manage_webhooks and a key that may only send, and writes nothing", async () => {
    const { id } = await makeEndpoint(actor);
    const before = await everythingOf(tenant.id);
    const sender = { ...actor, type: "key" as const, permissions: ["send_events" as const] };
    await expect(call({ actor: null }, id)).rejects.toMatchObject({ code: "unauthenticated" });
    await expect(call({ actor: actorIn(tenant, { role: "member" }) }, id)).rejects.toMatchObject({ code: "forbidden" });
    await expect(call({ actor: sender }, id)).rejects.toMatchObject({ code: "forbidden" });
    expect(await everythingOf(tenant.id)).toEqual(before);
  });
});

describe("a deleted endpoint", () => {
  test.each(reads)("can still be read: %s", async (_, call) => {
    const { id } = await makeEndpoint(actor);
    await deleteEndpoint({ actor }, { id });
    await expect(call({ actor }, id)).resolves.toBeDefined();
  });

  test.each(writes)("refuses %s with a conflict", async (_, call) => {
    const { id } = await makeEndpoint(actor);
    await deleteEndpoint({ actor }, { id });
    const before = await everythingOf(tenant.id);
    await expect(call({ actor }, id)).rejects.toMatchObject({ code: "conflict" });
    expect(await everythingOf(tenant.id)).toEqual(before);
  });
});

/** Every row of a tenant that an operation on endpoints could touch. */
async function everythingOf(tenantId: string) {
  const db = system();
  return {
    endpoints: await db.select().from(endpoints).where(eq(endpoints.tenantId, tenantId)),
    secrets: await db.select().from(signingSecrets).where(eq(signingSecrets.tenantId, tenantId)),
    deliveries: await db.select().from(deliveries).where(eq(deliveries.tenantId, tenantId)),
    audit: await db.select().from(auditEntries).where(eq(auditEntries.tenantId, tenantId)),
  };
}
