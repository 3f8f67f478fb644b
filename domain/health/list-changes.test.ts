import { expect, test } from "vitest";
import { updateApp } from "#domain/app/update.ts";
import { createEndpoint } from "#domain/endpoint/create.ts";
import { rotateEndpointSecret } from "#domain/endpoint/rotate-secret.ts";
import { testEndpoint } from "#domain/endpoint/send-test.ts";
import { updateEndpoint } from "#domain/endpoint/update.ts";
import { actorIn, makeTenant } from "#domain/test-factory.ts";
import { ownTestDatabase } from "#harness/test-database.ts";
import { listChanges } from "./list-changes.ts";

ownTestDatabase();

const anHourAgo = () => new Date(Date.now() - 3_600_000).toISOString();

async function tenantWithChanges() {
  const tenant = await makeTenant();
  const caller = { actor: actorIn(tenant, { name: "Ada" }) };
  const { id } = await createEndpoint(caller, { url: "https://example.com/hooks", name: "Warehouse" });
  const other = await createEndpoint(caller, { url: "https://example.com/till", name: "Till" });
  await testEndpoint(caller, { id });
  await updateEndpoint(caller, { id, status: "paused" });
  await rotateEndpointSecret(caller, { id, graceSeconds: 0 });
  await updateApp(caller, { requireVerification: true });
  return { tenant, caller, id, other: other.id };
}

test("lists what was done to endpoints and to the app's rules, newest first, tests and secrets left out", async () => {
  const { caller } = await tenantWithChanges();
  const { data } = await listChanges(caller, { after: anHourAgo() });
  expect(data.map(({ action, endpoint }) => [action, endpoint?.name ?? null])).toEqual([
    ["app.update", null],
    ["endpoint.rotate_secret", "Warehouse"],
    ["endpoint.update", "Warehouse"],
    ["endpoint.create", "Till"],
    ["endpoint.create", "Warehouse"],
  ]);
  expect(data[2]).toMatchObject({ actorName: "Ada", after: { status: "paused" }, at: expect.stringMatching(/Z$/) });
  expect(JSON.stringify(data)).not.toContain("whsec_");
});

test("keeps to one endpoint, and to the span", async () => {
  const { caller, other } = await tenantWithChanges();
  const actionsOf = async (input: Parameters<typeof listChanges>[1]) =>
    (await listChanges(caller, input)).data.map(({ action }) => action);
  expect(await actionsOf({ after: anHourAgo(), endpointId: other })).toEqual(["endpoint.create"]);
  expect(await actionsOf({ after: new Date(Date.now() + 60_000).toISOString() })).toEqual([]);
  expect(await actionsOf({ after: "2020-01-01T00:00:00Z", before: anHourAgo() })).toEqual([]);
});

test("shows another tenant nothing, and refuses who may not manage webhooks", async () => {
  const { tenant, id } = await tenantWithChanges();
  const stranger = { actor: actorIn(await makeTenant()) };
  expect(await listChanges(stranger, { after: anHourAgo() })).toEqual({ data: [] });
  const theirs = listChanges(stranger, { after: anHourAgo(), endpointId: id });
  await expect(theirs).rejects.toMatchObject({ code: "not_found" });
  const member = { actor: actorIn(tenant, { role: "member" }) };
  await expect(listChanges(member, { after: anHourAgo() })).rejects.toMatchObject({ code: "forbidden" });
  const misread = listChanges({ actor: actorIn(tenant) }, { after: "yesterday" });
  await expect(misread).rejects.toMatchObject({ code: "invalid_request" });
});
