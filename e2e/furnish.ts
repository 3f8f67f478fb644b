import type { Browser, BrowserContext } from "@playwright/test";
import { answers } from "#harness/behaviours.ts";
import { startReceiver } from "#harness/receiver.ts";
import type { Api } from "./api.ts";
import { signIn } from "./sign-in.ts";
import { newTenant, type Tenant } from "./tenant.ts";

export type FurnishedTenant = {
  tenant: Tenant;
  /** The admin's session, for a context of one's own. */
  session: Awaited<ReturnType<BrowserContext["storageState"]>>;
  /** An id to put into the page of one thing, by the folder that the page lies in. */
  idOf: Readonly<Record<string, string>>;
  /** Text that stands on no page but this tenant's. */
  marker: string;
};

const WAREHOUSE = "Warehouse of the furnished tenant";

/** A tenant with endpoints that work, fail and rest, and events that were delivered, failed, are retried and wait. */
export async function furnish(browser: Browser): Promise<FurnishedTenant & { close: () => Promise<void> }> {
  const tenant = await newTenant();
  const receivers = await Promise.all([
    startReceiver({ behaviour: answers({ headers: { "content-type": "application/json" }, body: '{"ok":true}' }) }),
    startReceiver({ behaviour: answers({ status: 503, body: "The till is closed." }) }),
    startReceiver({ behaviour: answers({ status: 410 }) }),
  ]);
  const [good, bad, gone] = receivers;
  const traffic = await fillWithTraffic(tenant.api, { good: good.url, bad: bad.url, gone: gone.url });
  const idOf = { ...traffic, ...(await fillWithTypesAndSources(tenant.api)) };
  const session = await sessionOf(browser, tenant);
  return {
    tenant,
    session,
    idOf,
    marker: WAREHOUSE,
    close: async () => {
      await Promise.all(receivers.map((receiver) => receiver.close()));
    },
  };
}

async function fillWithTraffic(api: Api, urls: { good: string; bad: string; gone: string }) {
  const warehouse = await api.createEndpoint({ url: urls.good, name: WAREHOUSE, eventTypes: ["order.*"] });
  const till = await api.createEndpoint({
    url: `${urls.bad}once`,
    name: "Till",
    eventTypes: ["order.paid"],
    retrySchedule: [],
  });
  await api.createEndpoint({ url: `${urls.bad}later`, name: "", eventTypes: null, retrySchedule: [86_400] });
  await api.createEndpoint({ url: urls.gone, name: "Old chat bot", eventTypes: ["order.paid"] });
  const resting = await api.createEndpoint({ url: `${urls.good}${"long/".repeat(60)}`, name: "Archive ".repeat(10) });
  await api.updateEndpoint(resting.id, { status: "paused" });
  const paid = await api.postEvent('{"type":"order.paid","data":{"total":"12.50 €","note":"<b>thanks</b>"}}');
  await api.postEvent(`{"type":"order.${"very_long_name.".repeat(6)}refunded","data":{}}`);
  const deliveries = await api.settled(paid.id, { unfinished: 2 });
  const failed = deliveries.find(({ endpointId }) => endpointId === till.id);
  if (failed?.status !== "failed") throw new Error("The till's delivery did not fail.");
  return { endpoints: warehouse.id, deliveries: failed.id, events: paid.id };
}

async function fillWithTypesAndSources(api: Api) {
  const schema = { type: "object", properties: { data: { type: "object" } } };
  const paid = {
    name: "order.paid",
    description: "An order was paid",
    schema,
    example: { data: { total: "12.50 €" } },
  };
  await api.call("POST", "/event-types", paid);
  await api.call("POST", "/event-types", { name: `order.${"very_long_name.".repeat(6)}refunded` });
  const source = await api.createSource({ name: "Main repository ".repeat(5), verification: { kind: "github" } });
  await api.call("POST", "/sources", { verification: { kind: "token" }, processId: "billing" });
  return { "event-types": paid.name, sources: source.id };
}

async function sessionOf(browser: Browser, { admin, path }: Tenant): Promise<FurnishedTenant["session"]> {
  const context = await browser.newContext({ baseURL: process.env.E2E_BASE_URL ?? "" });
  await signIn(await context.newPage(), admin, path("deliveries"));
  const session = await context.storageState();
  await context.close();
  return session;
}
