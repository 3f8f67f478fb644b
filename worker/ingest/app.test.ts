import { expect, test } from "vitest";
import { driver } from "#db/client.ts";
import { ownTestDatabase } from "#harness/test-database.ts";
import { GET as webHealth } from "../../app/healthz/route.ts";
import { GET as webReadiness } from "../../app/readyz/route.ts";
import { createIngestApp } from "./app.ts";

ownTestDatabase({ each: true });

let isStopping = false;
const metrics = async () => ({ contentType: "text/plain", body: "" });
const app = createIngestApp({ takesEvents: false, isStopping: () => isStopping, metrics });

async function said(response: Response) {
  return [response.status, await response.json(), response.headers.get("cache-control")];
}

test("says that it lives and is ready as the web process does", async () => {
  expect(await said(await app.request("/healthz"))).toEqual(await said(webHealth()));
  expect(await said(await app.request("/readyz"))).toEqual(await said(await webReadiness()));
  expect((await app.request("/readyz")).status).toBe(200);
});

test("is not ready while a migration is missing, nor while it stops", async () => {
  isStopping = true;
  expect(await said(await app.request("/readyz"))).toMatchObject([
    503,
    { ready: false, database: "ready" },
    "no-store",
  ]);
  isStopping = false;
  await driver()`drop schema drizzle cascade`;
  expect(await said(await app.request("/readyz"))).toMatchObject([503, { database: "not migrated" }, "no-store"]);
});
