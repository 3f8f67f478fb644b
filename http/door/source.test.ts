import { and, eq, isNotNull } from "drizzle-orm";
import { afterAll, describe, expect, test } from "vitest";
import { deliveries } from "#db/schema/delivery.ts";
import { eventPayloads, events } from "#db/schema/event.ts";
import { sourceSecrets } from "#db/schema/source.ts";
import { system } from "#db/tenant.ts";
import { config } from "#domain/config.ts";
import { makeEndpoint } from "#domain/endpoint/test-factory.ts";
import { parseId } from "#domain/id.ts";
import { flushSourceActivity } from "#domain/source/activity-store.ts";
import { deleteSource } from "#domain/source/delete.ts";
import { getSource } from "#domain/source/get.ts";
import { rotateSource } from "#domain/source/rotate.ts";
import { makeSource, sourceOf } from "#domain/source/test-factory.ts";
import { updateSource } from "#domain/source/update.ts";
import { VERIFICATION_KINDS, type VerificationKind } from "#domain/source/words.ts";
import { actorIn, makeTenant } from "#domain/test-factory.ts";
import { ownTestDatabase } from "#harness/test-database.ts";
import { afterASecond, post, sendTo } from "./test-sender.ts";

ownTestDatabase();
// What is recorded is written before the database goes.
afterAll(flushSourceActivity);

const newActor = async () => actorIn(await makeTenant());

/** The event that an answer names, with its bytes. */
async function eventOf({ answer }: { answer: Record<string, unknown> }) {
  const [row] = await system()
    .select()
    .from(events)
    .innerJoin(eventPayloads, eq(eventPayloads.id, events.id))
    .where(eq(events.id, parseId("evt", String(answer.eventId)) ?? ""));
  if (!row) throw new Error(`There is no event ${JSON.stringify(answer)}.`);
  return { ...row.events, body: row.event_payloads.body };
}

const eventsAt = async ({ uuid }: { uuid: string }) =>
  (await system().select({ id: events.id }).from(events).where(eq(events.sourceId, uuid))).length;

describe.each(VERIFICATION_KINDS)("a source of kind %s", (kind) => {
  test("makes of a proven request an event with its very bytes, queued for who subscribes", async () => {
    const actor = await newActor();
    await makeEndpoint(actor);
    const source = await sourceOf(actor, kind);
    const body = '{"type" : "order.paid",\t"n": 1.00, "text": "\\ud83d\\udcef €"}\n';
    const answer = await sendTo(source, { body });
    expect(answer).toMatchObject({ status: 202, answer: { eventId: expect.stringMatching(/^evt_/) } });
    const event = await eventOf(answer);
    expect(event).toMatchObject({ tenantId: actor.tenantId, sourceId: source.uuid, contentType: "application/json" });
    expect(event.body.toString()).toBe(body);
    const [delivery] = await system().select().from(deliveries).where(eq(deliveries.eventId, event.id));
    expect(delivery).toMatchObject({ status: "pending", eventType: event.type });
  });

  test("refuses what is not proven with 401 in the same words, whatever is wrong, and makes nothing of it", async () => {
    const actor = await newActor();
    const [source, other] = [await sourceOf(actor, kind), await sourceOf(actor, kind)];
    const unproven = { "content-type": "application/json" };
    const answers = [
      await sendTo(source, { secret: other.secret }),
      await post(source.url, { headers: unproven, body: "{}" }),
      await post(source.url, { headers: { ...unproven, authorization: "Bearer x", "x-hub-signature-256": "sha256=" } }),
    ];
    for (const { status, answer, headers } of answers) {
      const same = { ...answers[0]?.answer, code: "unauthenticated", requestId: answer.requestId };
      expect([status, answer, [...headers.keys()]]).toEqual([401, same, [...(answers[0]?.headers.keys() ?? [])]]);
    }
    expect(await eventsAt(source)).toBe(0);
  });

  test("takes both secrets while a grace lasts, and only the new one after that", async () => {
    const actor = await newActor();
    const source = await sourceOf(actor, kind);
    expect((await sendTo(source)).status).toBe(202);
    const second = await rotateSource({ actor }, { id: source.id });
    expect(second.previousSecretExpiresAt).not.toBeNull();
    await afterASecond(async () => {
      expect((await sendTo(source, { secret: second.secret })).status).toBe(202);
      expect((await sendTo(source)).status).toBe(202);
    });
    const third = await rotateSource({ actor }, { id: source.id, graceSeconds: 0 });
    await afterASecond(() =>
      afterASecond(async () => {
        const statuses = [source.secret, second.secret, third.secret].map(
          async (secret) => (await sendTo(source, { secret })).status,
        );
        expect(await Promise.all(statuses)).toEqual([401, 401, 202]);
      }),
    );
  });
});

test("an old secret ends with its grace, by the database's clock", async () => {
  const actor = await newActor();
  const source = await makeSource(actor);
  const { secret } = await rotateSource({ actor }, { id: source.id });
  const ended = { expiresAt: new Date(Date.now() - 1000) };
  await system()
    .update(sourceSecrets)
    .set(ended)
    .where(and(eq(sourceSecrets.sourceId, source.uuid), isNotNull(sourceSecrets.expiresAt)));
  expect([(await sendTo(source)).status, (await sendTo(source, { secret })).status]).toEqual([401, 202]);
  expect((await getSource({ actor }, { id: source.id })).previousSecretExpiresAt).toBeNull();
});

describe("an address that is none", () => {
  test("unknown, malformed and deleted ones are alike: 404", async () => {
    const actor = await newActor();
    const source = await makeSource(actor);
    const elsewhere = (path: string) => ({ ...source, url: source.url.replace(/[^/]+$/, path) });
    await deleteSource({ actor }, { id: source.id });
    const answers = await Promise.all(
      [source, elsewhere("x".repeat(32)), elsewhere("x"), elsewhere("%00")].map((one) => sendTo(one)),
    );
    for (const { status, answer } of answers) {
      expect([status, { ...answer, requestId: "" }]).toEqual([404, { ...answers[0]?.answer, requestId: "" }]);
    }
  });

  test("a deleted one stops within a second, an inactive one answers 410 until it is active again", async () => {
    const actor = await newActor();
    const source = await makeSource(actor);
    expect((await sendTo(source)).status).toBe(202);
    await updateSource({ actor }, { id: source.id, active: false });
    await afterASecond(async () => {
      expect(await sendTo(source)).toMatchObject({ status: 410, answer: { code: "source_inactive" } });
      expect((await sendTo(source, { secret: "somebody else's" })).status).toBe(410);
      await updateSource({ actor }, { id: source.id, active: true });
      await afterASecond(async () => {
        expect((await sendTo(source)).status).toBe(202);
        await deleteSource({ actor }, { id: source.id });
        expect((await afterASecond(() => sendTo(source))).status).toBe(404);
      });
    });
    expect(await eventsAt(source)).toBe(2);
  });
});

describe("bodies", () => {
  test("that are no JSON stay events, byte for byte, with their content type", async () => {
    const source = await makeSource(await newActor());
    const bodies: [string, Buffer][] = [
      ["application/x-www-form-urlencoded", Buffer.from("payload=%7B%22action%22%3A%22opened%22%7D&a=%E2%82%AC+b")],
      ["application/json", Buffer.from('{"broken": ')],
      ["application/vnd.acme.v2+json; charset=utf-8", Buffer.from('{"a":1}')],
      ["text/plain; charset=utf-8", Buffer.from("\u{1F4EF} hello\r\n\u0000")],
      ["text/xml", Buffer.from("<a/>")],
      ["application/json", Buffer.alloc(0)],
    ];
    for (const [contentType, body] of bodies) {
      const answer = await sendTo(source, { body, headers: { "content-type": contentType } });
      expect([contentType, answer.status]).toEqual([contentType, 202]);
      const event = await eventOf(answer);
      expect([event.contentType, event.body.equals(body)]).toEqual([contentType, true]);
    }
  });

  test("that are no UTF-8 are kept too, where the proof is right", async () => {
    const source = await sourceOf(await newActor(), "token");
    const body = Buffer.from([0xff, 0xfe, 0x00, 0x80]);
    const event = await eventOf(await sendTo(source, { body, headers: { "content-type": "text/plain" } }));
    expect(event.body.equals(body)).toBe(true);
  });

  test.each(["application/octet-stream", "image/png", "application/xml", "application/jsonx", "json", ""])(
    "of the content type %j are refused with 415",
    async (contentType) => {
      const source = await makeSource(await newActor());
      const answer = await sendTo(source, { headers: { "content-type": contentType } });
      expect(answer).toMatchObject({ status: 415, answer: { code: "unsupported_media_type" } });
    },
  );

  test("over a MiB are refused with 413, up to it they are taken", async () => {
    const source = await makeSource(await newActor());
    const most = config().SOURCE_BODY_BYTES_MAX;
    expect(most).toBe(1024 * 1024);
    expect((await sendTo(source, { body: "x".repeat(most) })).status).toBe(202);
    expect((await sendTo(source, { body: "x".repeat(most + 1) })).status).toBe(413);
  });
});

describe("repeats", () => {
  const REPEATED: [VerificationKind, Parameters<typeof sendTo>[1]][] = [
    ["github", { headers: { "x-github-delivery": "72d3162e-cc78-11e3-81ab-4c9367dc0958" } }],
    ["stripe", { body: '{"id":"evt_1NG8Du2eZvKYlo2CUI79vXWy","type":"charge.succeeded"}' }],
    ["shopify", { headers: { "x-shopify-webhook-id": "b54557e4-bdd9-4b37-8a5f-bf7d70bcd043" } }],
    ["slack", { body: '{"event_id":"Ev08MFMKH6","type":"event_callback","event":{"type":"app_mention"}}' }],
    ["standard_webhooks", { id: "msg_2b7" }],
    ["hmac", { headers: { "webhook-id": "a strange id \u00e9" } }],
    ["token", { headers: { "webhook-id": "x".repeat(5000) } }],
  ];

  test.each(REPEATED)("of %s by the provider's id answer 200 and the first event", async (kind, sent) => {
    const actor = await newActor();
    const [source, other] = [await sourceOf(actor, kind), await sourceOf(actor, kind)];
    const first = await sendTo(source, sent);
    expect(first.status).toBe(202);
    expect(await sendTo(source, sent)).toMatchObject({ status: 200, answer: first.answer });
    expect(await eventsAt(source)).toBe(1);
    expect((await sendTo(other, sent)).status).toBe(202);
  });

  test("that arrive all at once make one event", async () => {
    const source = await makeSource(await newActor());
    const headers = { "x-github-delivery": "at once" };
    const answers = await Promise.all(Array.from({ length: 20 }, () => sendTo(source, { headers })));
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array.from({ length: 19 }, () => 200), 202]);
    expect(new Set(answers.map(({ answer }) => answer.eventId)).size).toBe(1);
    expect(await eventsAt(source)).toBe(1);
  });

  test("without an id are events of their own", async () => {
    const source = await makeSource(await newActor());
    expect([(await sendTo(source)).status, (await sendTo(source)).status]).toEqual([202, 202]);
    expect(await eventsAt(source)).toBe(2);
  });
});

describe("Slack's question", () => {
  const body =
    '{"token":"x","challenge":"3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P","type":"url_verification"}';

  test("who is there is answered, and makes no event", async () => {
    const source = await sourceOf(await newActor(), "slack");
    const answer = await sendTo(source, { body });
    expect(answer).toMatchObject({ status: 200, answer: { challenge: JSON.parse(body).challenge } });
    expect(await eventsAt(source)).toBe(0);
  });

  test("is not answered to whom it may be, nor at a source of another kind", async () => {
    const actor = await newActor();
    expect((await sendTo(await sourceOf(actor, "slack"), { body, secret: "another secret" })).status).toBe(401);
    expect((await sendTo(await sourceOf(actor, "github"), { body })).answer).not.toHaveProperty("challenge");
  });
});
