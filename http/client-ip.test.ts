import { once } from "node:events";
import { createServer } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { register } from "../instrumentation.ts";
import { clientIp } from "./client-ip.ts";

const server = createServer((request, response) => {
  const pairs = Object.entries(request.headers).map(([name, value]): [string, string] => [name, String(value)]);
  response.end(JSON.stringify(clientIp(new Headers(pairs))));
});
let url: string;
beforeAll(async () => {
  process.env.NEXT_RUNTIME = "nodejs";
  await register();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("It does not listen on a port.");
  url = `http://127.0.0.1:${address.port}`;
});
afterAll(() => server.close());

test.each([
  ["nothing", {}],
  ["X-Forwarded-For", { "x-forwarded-for": "6.6.6.6" }],
  ["our own header", { "posthouse-peer-address": "6.6.6.6" }],
  ["our own header twice", { "posthouse-peer-address": "6.6.6.6, 7.7.7.7" }],
])("whoever sends %s comes from where its connection comes from", async (_, headers: Record<string, string>) => {
  expect(await (await fetch(url, { headers })).json()).toBe("127.0.0.1");
});

test("a request that no connection is known of has no address", () => {
  expect(clientIp(new Headers({ "x-forwarded-for": "6.6.6.6" }))).toBeNull();
});
