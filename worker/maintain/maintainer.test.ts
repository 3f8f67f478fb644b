import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { connectDatabase, database, disconnectDatabase, driver } from "#db/client.ts";
import { deliveries, replays } from "#db/schema/delivery.ts";
import { endpointHealth, endpoints } from "#db/schema/endpoint.ts";
import { events } from "#db/schema/event.ts";
import { system } from "#db/tenant.ts";
import { makeEndpointRow } from "#domain/event/test-factory.ts";
import { createReplay } from "#domain/replay/create.ts";
import { makeEnded } from "#domain/replay/test-factory.ts";
import { actorIn, makeTenant, makeUser } from "#domain/test-factory.ts";
import { type MailServer, startMailServer } from "#harness/mail-server.ts";
import { createTestDatabase, type TestDatabase } from "#harness/test-database.ts";
import { makeDispatchable } from "#worker/dispatch/test-queue.ts";
import { type Maintainer, startMaintainer } from "./maintainer.ts";

let testDatabase: TestDatabase;
let server: MailServer;
let maintainer: Maintainer | undefined;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  connectDatabase(testDatabase.url, { connectionsMax: 16 });
  server = await startMailServer();
  process.env.SMTP_URL = server.url;
});
afterAll(async () => {
  await maintainer?.stop();
  await server.close();
  await disconnectDatabase();
  await testDatabase.drop();
});

const DAY_MS = 86_400_000;

test("a maintainer suspends, tells, mails and replays by itself, and stops", async () => {
  const tenant = await makeTenant();
  const admin = await makeUser({ tenant });
  const { endpointId } = await makeDispatchable(tenant, { name: "Billing" });
  const streak = { consecutiveFailures: 10, failingSince: new Date(Date.now() - 6 * DAY_MS) };
  await system().update(endpointHealth).set(streak).where(eq(endpointHealth.endpointId, endpointId));
  await makeEndpointRow(tenant, { eventTypes: ["endpoint.*"] });
  await makeEnded(tenant, [{}]);
  await createReplay({ actor: actorIn(tenant) }, { filter: { status: ["failed"] } });

  maintainer = startMaintainer({ sql: driver(), db: database() });
  await vi.waitFor(() => expect(server.mails).toHaveLength(1), { timeout: 15_000, interval: 50 });
  expect(server.mails[0]).toMatchObject({ to: [admin.email] });
  expect(server.mails[0]?.headers.get("subject")).toBe("[Posthouse] Billing is suspended");
  const [endpoint] = await system().select().from(endpoints).where(eq(endpoints.id, endpointId));
  expect(endpoint).toMatchObject({ status: "suspended", statusReason: "failing" });
  const told = and(eq(events.tenantId, tenant.id), eq(events.isSynthetic, true));
  expect(await system().select().from(events).where(told)).toMatchObject([{ type: "endpoint.suspended" }]);
  expect(await system().select().from(replays)).toMatchObject([{ state: "completed", replayed: 1 }]);
  expect(await system().select().from(deliveries).where(eq(deliveries.trigger, "replay"))).toHaveLength(1);

  await maintainer.stop();
  maintainer = undefined;
});
