import type { APIRequestContext, BrowserContext } from "@playwright/test";
import { z } from "zod";
import { echoesRequest } from "#harness/behaviours.ts";
import { databaseDump, filesBelow, findCanaries, type Haystack } from "./canaries.ts";
import { addressOf, PAGES, UNKNOWN_PAGE } from "./page-list.ts";
import { signIn } from "./sign-in.ts";
import type { Tenant } from "./tenant.ts";
import { expect, test } from "./test.ts";

const withSecret = z.object({ id: z.string().optional(), url: z.string().optional(), secret: z.string() });
const withKey = z.object({ key: z.string() });
const described = z.object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) });
const NAME = "Canary's till";
const HEADER = "canary-header-3f1c9a7e5b2d48";
const PROVIDER_SECRET = "canary-provider-77d0b1e6c3a94f";

test("a secret is found in the answer that shows it, and nowhere else", async ({ page, context, tenant, receiver }) => {
  receiver.behave(echoesRequest({ status: 500 }));
  const { canaries, idOf } = await useSecrets(tenant, receiver.url);
  await signIn(page, tenant.admin, tenant.path("overview"));
  const [session] = (await context.cookies()).filter(({ name }) => name.includes("session-token"));

  const all = { ...canaries, session: session?.value ?? "" };
  expect(Object.values(all).every((secret) => secret.length >= 20)).toBe(true);

  const shown = await everythingShown(context, tenant, idOf);
  const kept: Haystack = new Map([
    ...(await databaseDump()),
    ...(await filesBelow(".posthouse/e2e")),
    ...(await filesBelow(".next/static")),
  ]);
  // What is looked for can be found where it stands: the endpoint's name, an id in the log, a word of the dashboard.
  expect(findCanaries({ name: NAME }, shown).length).toBeGreaterThan(3);
  expect(findCanaries({ name: NAME }, kept)).toContain("name in table public.endpoints");
  expect(findCanaries({ id: idOf.endpoints ?? "" }, kept).join()).toContain("worker.log");
  expect(findCanaries({ word: "Continue with single sign-on" }, kept).join()).toContain(".next/static");

  expect(findCanaries(all, shown)).toEqual([]);
  expect(findCanaries(all, kept)).toEqual([]);
});

/** Makes one of every secret and uses it: sent, echoed, failed, tested, verified, rotated, replayed, refused. */
async function useSecrets({ api }: Tenant, url: string) {
  const post = (path: string, body: object = {}) => api.call("POST", path, body);
  const make = async (path: string, body?: object) => withSecret.parse(await post(path, body));
  const requestConfig = { headers: { "x-till": HEADER } };
  const endpoint = await make("/endpoints", { url, name: NAME, requestConfig, retrySchedule: [] });
  const event = await api.postEvent('{"type":"order.paid"}');
  const [delivery] = await api.settled(event.id);
  await post(`/endpoints/${endpoint.id}/test`);
  await post(`/endpoints/${endpoint.id}/verify`);
  const rotated = await make(`/endpoints/${endpoint.id}/rotate-secret`, { graceSeconds: 3600 });
  await post(`/deliveries/${delivery?.id}/replay`);
  const source = await make("/sources", { name: "Token", verification: { kind: "token" } });
  const verification = { kind: "github", secret: PROVIDER_SECRET };
  const keyed = await make("/sources", { name: "Keyed", verification });
  for (const { url: door = "" } of [source, keyed]) {
    const headers = { authorization: `Bearer ${source.secret}`, "x-hub-signature-256": `sha256=${PROVIDER_SECRET}` };
    await fetch(door, { method: "POST", headers: { ...headers, "content-type": "text/plain" }, body: "{}" });
  }
  const apiKey = withKey.parse(await post("/api-keys", { name: "Canary", permissions: ["send_events"] }));
  await api.settled((await api.postEvent('{"type":"order.sent"}')).id);
  const replay = z
    .object({ id: z.string() })
    .parse(await post("/replays", { filter: { endpointId: endpoint.id, status: ["failed"] } }));
  const canaries = {
    "signing secret": endpoint.secret,
    "rotated secret": rotated.secret,
    "header value": HEADER,
    "source's secret": source.secret,
    "provider's secret": PROVIDER_SECRET,
    "API key": apiKey.key,
  };
  const idOf: Record<string, string> = {
    apps: "production",
    endpoints: endpoint.id ?? "",
    events: event.id,
    deliveries: delivery?.id ?? "",
    sources: source.id ?? "",
    replays: replay.id,
    "event-types": "order.paid",
  };
  await post("/event-types", { name: "order.paid" });
  return { canaries, idOf };
}

/** Every answer to a read of the API, and every page, as HTML and as the payload a link fetches. */
async function everythingShown({ request }: BrowserContext, { path }: Tenant, idOf: Record<string, string>) {
  const shown: Haystack = new Map();
  const look = async (address: string, headers: Record<string, string> = {}) => {
    const answer = await request.get(address, { headers });
    expect([address, answer.status()]).toEqual([address, 200]);
    shown.set(`${address} ${Object.keys(headers).join()}`, `${JSON.stringify(answer.headers())}${await answer.text()}`);
  };
  for (const address of await readableAddresses(request, idOf)) await look(address);
  for (const page of PAGES.filter((each) => each !== UNKNOWN_PAGE && each !== "")) {
    const address = path(...addressOf(page, idOf));
    await look(address);
    await look(address, { rsc: "1" });
  }
  return shown;
}

/** Every GET of the API, as its own description lists them. */
async function readableAddresses(request: APIRequestContext, idOf: Record<string, string>): Promise<string[]> {
  const { paths } = described.parse(await (await request.get("/api/v1/openapi.json")).json());
  return Object.entries(paths).flatMap(([path, methods]) => {
    if (!("get" in methods) || path.endsWith("openapi.json")) return [];
    const filled = path.replace(
      /([\w-]+)\/\{\w+\}/g,
      (_, noun: string) => `${noun}/${idOf[noun] ?? `unknown-${noun}`}`,
    );
    return [filled];
  });
}
