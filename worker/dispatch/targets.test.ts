import { eq } from "drizzle-orm";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { database } from "#db/client.ts";
import { endpoints, signingSecrets } from "#db/schema/endpoint.ts";
import { apps } from "#db/schema/tenant.ts";
import { system } from "#db/tenant.ts";
import { newId } from "#domain/new-id.ts";
import { createSigningSecret } from "#domain/secret/create.ts";
import { makeTenant } from "#domain/test-factory.ts";
import { ownTestDatabase } from "#harness/test-database.ts";
import { Targets } from "./targets.ts";
import { makeDispatchable } from "./test-queue.ts";

ownTestDatabase();
let tenant: Awaited<ReturnType<typeof makeTenant>>;
let nowMs: number;
let targets: Targets;

beforeAll(async () => {
  tenant = await makeTenant();
});
beforeEach(() => {
  nowMs = 0;
  targets = new Targets(database(), () => nowMs);
});

async function revision(): Promise<number> {
  const [app] = await system().select({ revision: apps.revision }).from(apps).where(eq(apps.id, tenant.appId));
  return app?.revision ?? Number.NaN;
}

async function askFor(endpointId: string) {
  const asked = { endpointId, revision: await revision() };
  return (await targets.of([asked])).get(endpointId);
}

test("a target is kept for as long as its app's revision stays", async () => {
  const { endpointId, secret } = await makeDispatchable(tenant);
  const first = await askFor(endpointId);
  expect(first).toMatchObject({ url: "https://hooks.example.com/", secrets: [secret] });
  expect(await askFor(endpointId)).toBe(first);
});

test.each<[string, (endpointId: string) => Promise<unknown>, Record<string, unknown>]>([
  [
    "its endpoint",
    (id) => system().update(endpoints).set({ url: "https://b.example.com/" }).where(eq(endpoints.id, id)),
    { url: "https://b.example.com/" },
  ],
  [
    "its app's settings",
    () =>
      system()
        .update(apps)
        .set({ retrySchedule: [7] })
        .where(eq(apps.id, tenant.appId)),
    { schedule: [7] },
  ],
  [
    "its secrets",
    (id) => system().transaction((tx) => createSigningSecret(tx, { tenantId: tenant.id, endpointId: id })),
    { secrets: [expect.any(String), expect.any(String)] },
  ],
])("a target is read anew after a change of %s", async (_, change, expected) => {
  const { endpointId } = await makeDispatchable(tenant);
  await askFor(endpointId);
  await change(endpointId);
  expect(targets.get({ endpointId, revision: await revision() })).toBeNull();
  expect(await askFor(endpointId)).toMatchObject(expected);
});

test("a secret that ends stops signing at its time, without being read anew", async () => {
  const { endpointId, secret } = await makeDispatchable(tenant);
  await system()
    .update(signingSecrets)
    .set({ expiresAt: new Date(Date.now() + 60_000) })
    .where(eq(signingSecrets.endpointId, endpointId));
  expect((await askFor(endpointId))?.secrets).toEqual([secret]);
  nowMs = 59_000;
  expect((await askFor(endpointId))?.secrets).toEqual([secret]);
  nowMs = 61_000;
  expect((await askFor(endpointId))?.secrets).toEqual([]);
});

test("an endpoint that is being deleted for good, and has no secret any more, has none", async () => {
  const { endpointId } = await makeDispatchable(tenant);
  await system().delete(signingSecrets).where(eq(signingSecrets.endpointId, endpointId));
  expect(await askFor(endpointId)).toBeUndefined();
});

test("an endpoint that has been deleted for good has none", async () => {
  expect(await askFor(newId())).toBeUndefined();
});
