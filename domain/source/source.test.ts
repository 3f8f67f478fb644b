import { and, eq } from "drizzle-orm";
import { afterAll, describe, expect, test } from "vitest";
import { auditEntries } from "#db/schema/audit.ts";
import { sourceReceipts, sourceSecrets, sources } from "#db/schema/source.ts";
import { system } from "#db/tenant.ts";
import { config } from "#domain/config.ts";
import { listEvents } from "#domain/event/list.ts";
import { actorIn, makeTenant } from "#domain/test-factory.ts";
import { ownTestDatabase } from "#harness/test-database.ts";
import { sendTo } from "#http/door/test-sender.ts";
import { flushSourceActivity } from "./activity-store.ts";
import { createSource } from "./create.ts";
import { deleteSource } from "./delete.ts";
import { getSource } from "./get.ts";
import { listSources } from "./list.ts";
import { rotateSource, SOURCE_SECRETS_MAX } from "./rotate.ts";
import { createSourceInput } from "./schema.ts";
import { makeSource, sourceOf } from "./test-factory.ts";
import { TEST_RULE } from "./test-signer.ts";
import { updateSource } from "./update.ts";
import { VERIFICATION_KINDS } from "./words.ts";

ownTestDatabase();
// What is recorded is written before the database goes.
afterAll(flushSourceActivity);

const newActor = async () => actorIn(await makeTenant());

const auditOf = async ({ id }: { id: string }, action: string) =>
  system()
    .select({ before: auditEntries.before, after: auditEntries.after })
    .from(auditEntries)
    .where(and(eq(auditEntries.targetId, id), eq(auditEntries.action, action)));

describe("a source that is made", () => {
  test.each(VERIFICATION_KINDS)("of kind %s shows its secret once, in that answer, and nowhere else", async (kind) => {
    const actor = await newActor();
    const { secret, uuid, ...made } = await sourceOf(actor, kind);
    expect(secret.length).toBeGreaterThanOrEqual(40);
    expect(made).toMatchObject({ object: "source", active: true, secretLast4: secret.replace(/=+$/, "").slice(-4) });
    expect(await getSource({ actor }, { id: made.id })).toEqual(made);
    const rows = [
      await listSources({ actor }, {}),
      await system().select().from(auditEntries),
      (await system().select().from(sources)).map((row) => ({ ...row, token: row.tokenEncrypted.toString("latin1") })),
    ];
    expect(JSON.stringify(rows)).not.toContain(secret);
    // Nor is the unguessable part of the URL in any row.
    expect(JSON.stringify(rows.slice(1))).not.toContain(made.url.split("/").at(-1));
  });

  test("has a URL at the ingest door that nobody can guess, another for each", async () => {
    const actor = await newActor();
    const urls = [(await makeSource(actor)).url, (await makeSource(actor)).url];
    expect(new Set(urls).size).toBe(2);
    for (const url of urls) expect(url.replace(config().INGEST_URL, "")).toMatch(/^\/in\/[A-Za-z0-9_-]{32}$/);
  });

  test("is one for one idempotency key, with the same answer, secret and all", async () => {
    const actor = await newActor();
    const create = () =>
      createSource({ actor, idempotencyKey: "k" }, { verification: { kind: "github", secret: "of GitHub's own" } });
    expect(await create()).toEqual(await create());
    expect((await listSources({ actor }, {})).data).toHaveLength(1);
    const rotate = (id: string) => rotateSource({ actor, idempotencyKey: "k" }, { id });
    const { id } = (await listSources({ actor }, {})).data[0] ?? { id: "" };
    expect(await rotate(id)).toEqual(await rotate(id));
  });

  test("takes the provider's own secret, where the kind has a use for it", async () => {
    const actor = await newActor();
    const own = "shpss_0123456789abcdef";
    const source = await makeSource(actor, { verification: { kind: "shopify", secret: own } });
    expect(source).toMatchObject({ secret: own, secretLast4: "cdef" });
    expect((await sendTo(source)).status).toBe(202);
    const short = await makeSource(actor, { verification: { kind: "slack", secret: "8 letter" } });
    expect(short.secretLast4).toBe("");
  });

  test("keeps a rule with the defaults filled in, for kind hmac only", async () => {
    const actor = await newActor();
    const verification = { kind: "hmac", header: "X-Sig" } as const;
    const filled = { kind: "hmac", header: "x-sig", algorithm: "sha256", encoding: "hex", prefix: "" };
    expect((await createSource({ actor }, { verification })).verification).toEqual(filled);
    expect((await makeSource(actor)).verification).toEqual({ kind: "github" });
  });

  test.each([
    [{ kind: "token", secret: "a secret of mine" }, "verification.secret"],
    [{ kind: "github", secret: "short" }, "verification.secret"],
    [{ kind: "github", secret: "with \u0000 in it" }, "verification.secret"],
    [{ kind: "standard_webhooks", secret: "whsec_no base64!" }, "verification.secret"],
    [{ kind: "standard_webhooks", secret: "whsec_dG9vc2hvcnQ=" }, "verification.secret"],
    [{ kind: "hmac" }, "verification.header"],
    [{ kind: "hmac", header: "content-length" }, "verification.header"],
    [{ kind: "hmac", header: "x y" }, "verification.header"],
    [{ kind: "hmac", header: "x", algorithm: "md5" }, "verification.algorithm"],
    [{ kind: "hmac", header: "x", prefix: "a b" }, "verification.prefix"],
    [{ kind: "stripe", header: "x" }, "verification.header"],
    [{ kind: "paypal" }, "verification.kind"],
    [{}, "verification.kind"],
  ])("is refused for %j, with the field to blame", async (verification, path) => {
    const call = createSource.invoke({ actor: await newActor() }, () => ({ verification }));
    await expect(call).rejects.toMatchObject({ code: "invalid_request", issues: [{ path }] });
  });

  test("needs no more than a kind", () => {
    expect(createSourceInput.parse({ verification: { kind: "token" } })).toMatchObject({ name: "", processId: null });
  });
});

describe("a change", () => {
  test("of settings counts, and the audit log has both sides of it, without URL and secret", async () => {
    const actor = await newActor();
    const { uuid: _, secret, ...source } = await makeSource(actor, { name: "Old", processId: "p1" });
    const change = { name: "New", processId: null, threadId: "t1", defaultEventType: "order.paid", active: false };
    const after = await updateSource({ actor }, { id: source.id, ...change });
    expect(after).toEqual({ ...source, ...change, updatedAt: after.updatedAt });
    expect(await auditOf(source, "source.update")).toEqual([
      {
        before: { name: "Old", processId: "p1", threadId: null, defaultEventType: null, active: true },
        after: change,
      },
    ]);
  });

  test("of a rule is for kind hmac, and merges", async () => {
    const actor = await newActor();
    const [signed, github] = [await sourceOf(actor, "hmac"), await makeSource(actor)];
    const changed = await updateSource({ actor }, { id: signed.id, verification: { prefix: "sha=" } });
    expect(changed.verification).toEqual({ kind: "hmac", ...TEST_RULE, prefix: "sha=" });
    const refused = updateSource({ actor }, { id: github.id, verification: { prefix: "x" } });
    await expect(refused).rejects.toMatchObject({ code: "invalid_request" });
  });
});

describe("a rotation", () => {
  test("shows the new secret once, and says when the old one ends: in a day unless told otherwise", async () => {
    const actor = await newActor();
    const source = await sourceOf(actor, "token");
    const { secret, previousSecretExpiresAt } = await rotateSource({ actor }, { id: source.id });
    expect(secret).not.toBe(source.secret);
    const endsInMs = Date.parse(previousSecretExpiresAt ?? "") - Date.now();
    expect(Math.abs(endsInMs - 86_400_000)).toBeLessThan(60_000);
    const shown = await getSource({ actor }, { id: source.id });
    expect(shown).toMatchObject({ url: source.url, secretLast4: secret.slice(-4), previousSecretExpiresAt });
    const [entry] = await auditOf(source, "source.rotate");
    expect(entry).toEqual({
      before: { secretLast4: source.secretLast4 },
      after: { secretLast4: secret.slice(-4), graceSeconds: 86_400, previousSecretExpiresAt },
    });
  });

  test("takes the provider's own secret", async () => {
    const actor = await newActor();
    const source = await sourceOf(actor, "stripe");
    const own = "whsec_given_by_stripe_itself";
    const answer = await rotateSource({ actor }, { id: source.id, graceSeconds: 0, verification: { secret: own } });
    expect(answer).toEqual({ secret: own, previousSecretExpiresAt: null });
    expect((await sendTo({ ...source, secret: own })).status).toBe(202);
  });

  test("of a token refuses an own secret, and one of Standard Webhooks what is no key", async () => {
    const actor = await newActor();
    for (const kind of ["token", "standard_webhooks"] as const) {
      const { id } = await sourceOf(actor, kind);
      const refused = rotateSource({ actor }, { id, verification: { secret: "no key at all" } });
      await expect(refused).rejects.toMatchObject({ issues: [{ path: "verification.secret" }] });
    }
  });

  test("leaves a bounded number of secrets, and says how to go on", async () => {
    const actor = await newActor();
    const { id, uuid } = await makeSource(actor);
    for (let made = 1; made < SOURCE_SECRETS_MAX; made++) await rotateSource({ actor }, { id });
    await expect(rotateSource({ actor }, { id })).rejects.toMatchObject({ code: "state_forbids" });
    await rotateSource({ actor }, { id, graceSeconds: 0 });
    expect(await system().select().from(sourceSecrets).where(eq(sourceSecrets.sourceId, uuid))).toHaveLength(1);
  });
});

describe("a list", () => {
  test("is found by process, thread, state and words, newest first", async () => {
    const actor = await newActor();
    const one = await makeSource(actor, { name: "Shop 100%", processId: "p1", threadId: "t1" });
    const two = await makeSource(actor, { description: "of the shop", processId: "p1", threadId: "t2" });
    const three = await makeSource(actor, { processId: "p2" });
    await updateSource({ actor }, { id: two.id, active: false });
    const found = async (filter: Parameters<typeof listSources>[1]) =>
      (await listSources({ actor }, filter)).data.map(({ id }) =>
        [one, two, three].findIndex((made) => made.id === id),
      );
    expect(await found({})).toEqual([2, 1, 0]);
    expect(await found({ processId: "p1" })).toEqual([1, 0]);
    expect(await found({ processId: "p1", threadId: "t1" })).toEqual([0]);
    expect(await found({ active: "false" })).toEqual([1]);
    expect(await found({ q: "SHOP" })).toEqual([1, 0]);
    expect(await found({ q: "0%" })).toEqual([0]);
    expect(await found({ q: three.id })).toEqual([2]);
    expect(await found({ q: "p2" })).toEqual([2]);
    expect(await found({ processId: "P1" })).toEqual([]);
  });
});

test("a deletion takes secrets and receipts with it, and leaves the events, which are found by it still", async () => {
  const actor = await newActor();
  const [source, other] = [await makeSource(actor), await makeSource(actor)];
  for (const one of [source, other]) await sendTo(one, { headers: { "x-github-delivery": "d" } });
  const before = await listEvents({ actor }, { sourceId: source.id });
  expect(before.data).toMatchObject([{ sourceId: source.id }]);
  expect(await deleteSource({ actor }, { id: source.id })).toMatchObject({ id: source.id });
  await expect(getSource({ actor }, { id: source.id })).rejects.toMatchObject({ code: "not_found" });
  const left = [
    await system().select().from(sourceSecrets).where(eq(sourceSecrets.sourceId, source.uuid)),
    await system().select().from(sourceReceipts).where(eq(sourceReceipts.sourceId, source.uuid)),
  ];
  expect(left).toEqual([[], []]);
  expect(await listEvents({ actor }, { sourceId: source.id })).toEqual(before);
});
