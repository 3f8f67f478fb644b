import { once } from "node:events";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { serve } from "@hono/node-server";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { config } from "#domain/config.ts";
import { flushSourceActivity } from "#domain/source/activity-store.ts";
import { sourceOf } from "#domain/source/test-factory.ts";
import { proofHeaders } from "#domain/source/test-signer.ts";
import { actorIn, makeTenant } from "#domain/test-factory.ts";
import { ownTestDatabase } from "#harness/test-database.ts";
import { createIngestApp } from "./app.ts";

ownTestDatabase();

const metrics = async () => ({ contentType: "text/plain", body: "" });
const app = createIngestApp({ takesEvents: true, isStopping: () => false, metrics });
const server = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" });
beforeAll(async () => {
  if (!server.listening) await once(server, "listening");
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  // What is recorded is written before the database goes.
  await flushSourceActivity();
});

const TIMEOUT_MS = 10_000;

/** Sends lines of HTTP/1.1 as they stand, and answers the status. */
async function say(path: string, headers: readonly string[], body: string): Promise<number> {
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  const socket = connect(port, "127.0.0.1").setTimeout(TIMEOUT_MS, () => socket.destroy());
  const head = [`POST ${path} HTTP/1.1`, "host: localhost", "connection: close", ...headers];
  socket.write(`${head.join("\r\n")}\r\n\r\n${body}`);
  return Number(/^HTTP\/1.1 (\d+)/.exec(await text(socket))?.[1]);
}

async function makeGithub() {
  const { url, secret } = await sourceOf(actorIn(await makeTenant()), "github");
  const sign = async (body: string) =>
    Object.entries(await proofHeaders("github", { secret, body, nowSeconds: 0, id: "" })).map((line) =>
      line.join(": "),
    );
  return { path: new URL(url).pathname, sign };
}

const JSON_TYPE = "content-type: application/json";

describe("on the wire", () => {
  test("a header that comes twice proves nothing, right as it may be", async () => {
    const github = await makeGithub();
    const [proof = ""] = await github.sign("{}");
    const rest = [JSON_TYPE, "content-length: 2"];
    expect(await say(github.path, [...rest, proof], "{}")).toBe(202);
    expect(await say(github.path, [...rest, proof, proof], "{}")).toBe(401);
    expect(await say(github.path, [...rest, proof, `X-HUB-SIGNATURE-256: sha256=${"0".repeat(64)}`], "{}")).toBe(401);

    const { url, secret } = await sourceOf(actorIn(await makeTenant()), "token");
    const { pathname } = new URL(url);
    const [bearer, plain] = [`authorization: Bearer ${secret}`, `x-webhook-secret: ${secret}`];
    expect(await say(pathname, [...rest, bearer], "{}")).toBe(202);
    for (const twice of [
      [bearer, bearer],
      [plain, plain],
      [bearer, plain],
    ]) {
      expect([twice.length, await say(pathname, [...rest, ...twice], "{}")]).toEqual([2, 401]);
    }
  });

  test("a body in chunks is taken like any other, and refused as soon as it is too large", async () => {
    const { path, sign } = await makeGithub();
    const chunked = [JSON_TYPE, "transfer-encoding: chunked"];
    const body = '{"a": [1, 2]}';
    expect(await say(path, [...chunked, ...(await sign(body))], '5\r\n{"a":\r\n8\r\n [1, 2]}\r\n0\r\n\r\n')).toBe(202);
    const size = config().SOURCE_BODY_BYTES_MAX + 1;
    const large = `${size.toString(16)}\r\n${"x".repeat(size)}\r\n0\r\n\r\n`;
    expect(await say(path, [...chunked, ...(await sign("x".repeat(size)))], large)).toBe(413);
  });

  test("a length that announces too much is refused unread; one that is too small cuts the body off", async () => {
    const { path, sign } = await makeGithub();
    const proof = await sign("{}");
    expect(await say(path, [JSON_TYPE, "content-length: 99999999", ...proof], "{}")).toBe(413);
    // What is left over is no request: Node says so, where it is not our 401 that comes first.
    expect([400, 401]).toContain(await say(path, [JSON_TYPE, "content-length: 1", ...proof], "{}"));
  });
});
