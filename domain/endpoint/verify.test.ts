import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { eq } from "drizzle-orm";
import { Webhook } from "standardwebhooks";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { driver } from "#db/client.ts";
import { auditEntries } from "#db/schema/audit.ts";
import { endpoints } from "#db/schema/endpoint.ts";
import { system } from "#db/tenant.ts";
import { DUE_CHANNEL } from "#domain/delivery/wake.ts";
import { configuredPolicy } from "#domain/egress/configured-policy.ts";
import { actorIn, makeTenant } from "#domain/test-factory.ts";
import { ownTestDatabase } from "#harness/test-database.ts";
import { getEndpoint } from "./get.ts";
import { makeEndpoint } from "./test-factory.ts";
import { updateEndpoint } from "./update.ts";
import { shakeHands, verifyEndpoint } from "./verify.ts";

process.env.EGRESS_ALLOW_CIDRS = "127.0.0.2/32";
process.env.EGRESS_ALLOW_HTTP = "true";

type Received = { headers: IncomingMessage["headers"]; body: string };
type Answer = (received: Received, response: ServerResponse) => void;

ownTestDatabase();
let actor: ReturnType<typeof actorIn>;
let receiver: Server;
let url: string;
let received: Received[];
let answer: Answer;

beforeEach(async () => {
  actor = actorIn(await makeTenant());
  received = [];
  receiver = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const one = { headers: request.headers, body: Buffer.concat(chunks).toString() };
    received.push(one);
    answer(one, response);
  });
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.2", resolve));
  const address = receiver.address();
  url = `http://127.0.0.2:${typeof address === "object" ? address?.port : 0}/hooks`;
});
afterEach(() => {
  receiver.closeAllConnections();
  receiver.close();
});

const repeatChallenge: Answer = ({ body }, response) => {
  response.end(JSON.stringify({ challenge: JSON.parse(body).challenge, more: "ignored" }));
};

test("a receiver that repeats the challenge is verified, and what was held goes out", async () => {
  answer = repeatChallenge;
  const { id } = await makeEndpoint(actor, { url });
  const woken = Promise.withResolvers<void>();
  const { unlisten } = await driver().listen(DUE_CHANNEL, () => woken.resolve());
  expect(await verifyEndpoint({ actor }, { id })).toEqual({ verified: true });
  await woken.promise;
  await unlisten();
  const { verification } = await getEndpoint({ actor }, { id });
  expect(verification).toEqual({ status: "verified", checkedAt: expect.any(String), reason: null });
  const entries = await system().select().from(auditEntries).where(eq(auditEntries.targetId, id));
  expect(entries.find(({ action }) => action === "endpoint.verify")).toMatchObject({
    before: { verification: "unverified" },
    after: { verification: "verified" },
  });
});

test("the challenge is signed like every message and carries the endpoint's own headers", async () => {
  answer = repeatChallenge;
  const settings = { url, version: "2026-01", requestConfig: { headers: { "x-team": "orders" } } };
  const { id, secret } = await makeEndpoint(actor, settings);
  await verifyEndpoint({ actor }, { id });
  await verifyEndpoint({ actor }, { id });
  expect(received).toHaveLength(2);
  const [{ headers, body } = { headers: {}, body: "" }] = received;
  const opened = new Webhook(secret).verify(body, {
    "webhook-id": String(headers["webhook-id"]),
    "webhook-timestamp": String(headers["webhook-timestamp"]),
    "webhook-signature": String(headers["webhook-signature"]),
  });
  expect(opened).toEqual({ type: "endpoint.verification", challenge: expect.stringMatching(/^[\w-]{43}$/) });
  expect(headers).toMatchObject({
    ...{ "content-type": "application/json", "x-team": "orders", "posthouse-version": "2026-01" },
    "user-agent": expect.stringMatching(/^Posthouse\//),
  });
  expect(JSON.parse(received[1]?.body ?? "{}").challenge).not.toBe(JSON.parse(body).challenge);
});

describe("says why a receiver is not verified", () => {
  test.each<[string, RegExp, Answer]>([
    ["another challenge", /another challenge/, (_, response) => response.end('{"challenge":"guess"}')],
    ["no JSON", /must answer with JSON/, (_, response) => response.end("ok")],
    ["JSON without the challenge", /must answer with JSON/, (_, response) => response.end('{"ok":true}')],
    ["a status that is no success", /answered 404/, ({ body }, response) => response.writeHead(404).end(body)],
    ["a redirect", /answered 302, a redirect/, (_, response) => response.writeHead(302, { location: "/" }).end()],
    ["too long an answer", /too long/, ({ body }, response) => response.end(body.padEnd(70_000))],
    ["a closed connection", /connection/, (_, response) => response.destroy()],
  ])("%s", async (_, reason, how) => {
    answer = how;
    const { id } = await makeEndpoint(actor, { url });
    const verdict = await verifyEndpoint({ actor }, { id });
    expect(verdict).toEqual({ verified: false, reason: expect.stringMatching(reason) });
    const { verification } = await getEndpoint({ actor }, { id });
    expect(verification).toMatchObject({ status: "failed", reason: verdict.reason, checkedAt: expect.any(String) });
  });

  test("an answer that takes too long", async () => {
    answer = () => undefined;
    const handshake = { url, headers: {}, version: null, secrets: [`whsec_${"A".repeat(43)}=`] };
    const verdict = await shakeHands(handshake, { policy: configuredPolicy(), timeoutMs: 100 });
    expect(verdict).toMatchObject({ verified: false });
  });

  test("an address that may not be called, without calling it", async () => {
    answer = repeatChallenge;
    const { id, uuid } = await makeEndpoint(actor, { url });
    await system()
      .update(endpoints)
      .set({ url: url.replace("127.0.0.2", "127.0.0.1") })
      .where(eq(endpoints.id, uuid));
    expect(await verifyEndpoint({ actor }, { id })).toMatchObject({ verified: false });
    expect(received).toEqual([]);
  });
});

test("a URL that changes meanwhile is not taken for verified", async () => {
  const { id } = await makeEndpoint(actor, { url });
  answer = (one, response) => {
    updateEndpoint({ actor }, { id, url: `${url}/elsewhere` }).then(
      () => repeatChallenge(one, response),
      (error: unknown) => response.destroy(error instanceof Error ? error : undefined),
    );
  };
  await expect(verifyEndpoint({ actor }, { id })).rejects.toMatchObject({ code: "conflict" });
  expect((await getEndpoint({ actor }, { id })).verification.status).toBe("unverified");
});
