import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { events } from "#db/schema/event.ts";
import { system } from "#db/tenant.ts";
import { storeEvents, storePostsIn } from "#domain/event/store.ts";
import { actorIn, makeTenant } from "#domain/test-factory.ts";
import { lockWaiters } from "#harness/lock-waiters.ts";
import { ownTestDatabase } from "#harness/test-database.ts";
import { deleteSource } from "./delete.ts";
import { type Inbound, readResult, type StoredInbound, toPost } from "./store-inbound.ts";
import { makeSource } from "./test-factory.ts";

ownTestDatabase();

const keepInbound = async (requests: Inbound[]) => (await storeEvents(requests.map(toPost))).map(readResult);

async function setUp() {
  const tenant = await makeTenant();
  const actor = actorIn(tenant);
  const source = await makeSource(actor);
  const request = (providerId: string | null): Inbound => ({
    tenantId: tenant.id,
    appId: tenant.appId,
    sourceId: source.uuid,
    type: "github.push",
    body: Buffer.from("{}"),
    contentType: "application/json",
    providerId,
  });
  const stored = async () =>
    (await system().select({ id: events.id }).from(events).where(eq(events.sourceId, source.uuid))).map(({ id }) => id);
  return { actor, source, request, stored };
}

/** Until somebody stands before a lock that the open transaction holds. */
async function untilSomebodyWaits(): Promise<void> {
  while ((await lockWaiters()) === 0);
}

/** Stores a request, has something else begin that must wait for it, and only then commits or, told so, breaks off. */
async function beforeCommit<T>(
  inbound: Inbound,
  { meanwhile, breaksOff }: { meanwhile: () => Promise<T>; breaksOff: boolean },
) {
  let first: StoredInbound | undefined;
  let second: Promise<T> | undefined;
  const breakOff = new Error("The first breaks off.");
  const transaction = system().transaction(async (tx) => {
    [first] = (await storePostsIn(tx, [toPost(inbound)])).map(readResult);
    second = meanwhile();
    await untilSomebodyWaits();
    if (breaksOff) throw breakOff;
  });
  await transaction.catch((error: unknown) => {
    if (error !== breakOff) throw error;
  });
  return { first, second: await second };
}

describe("of two requests at the same time under one id", () => {
  test("the second waits for the first to be committed, and finds its event", async () => {
    const { request, stored } = await setUp();
    const meanwhile = () => keepInbound([request("d1")]);
    const { first, second } = await beforeCommit(request("d1"), { meanwhile, breaksOff: false });
    expect(second).toEqual([{ eventId: first?.eventId, isRepeat: true }]);
    expect(await stored()).toEqual([first?.eventId]);
  });

  test("the second is the first where that one breaks off", async () => {
    const { request, stored } = await setUp();
    const meanwhile = () => keepInbound([request("d1")]);
    const { first, second } = await beforeCommit(request("d1"), { meanwhile, breaksOff: true });
    expect(second).toEqual([{ eventId: expect.not.stringMatching(first?.eventId ?? ""), isRepeat: false }]);
    expect(await stored()).toEqual([second?.[0]?.eventId]);
  });
});

test("a delete waits for what is being stored, with or without an id; after it nothing is stored", async () => {
  for (const id of ["d1", null]) {
    const { actor, source, request, stored } = await setUp();
    const meanwhile = () => deleteSource({ actor }, { id: source.id });
    await beforeCommit(request(id), { meanwhile, breaksOff: false });
    expect(await keepInbound([request(id)])).toEqual([null]);
    expect(await stored()).toHaveLength(1);
  }
});

test("a batch answers each in its place: repeats within it, what is new, and what has no source any more", async () => {
  const [one, gone] = [await setUp(), await setUp()];
  await deleteSource({ actor: gone.actor }, { id: gone.source.id });
  const [before] = await keepInbound([one.request("known")]);
  const batch = [
    one.request("new"),
    gone.request("new"),
    one.request("known"),
    one.request(null),
    one.request("new"),
    one.request(null),
  ];
  const [fresh, lost, known, unnamed, repeat, another] = await keepInbound(batch);
  expect(lost).toBeNull();
  expect(known).toEqual({ eventId: before?.eventId, isRepeat: true });
  expect([fresh?.isRepeat, repeat?.isRepeat]).toEqual([false, true]);
  expect(repeat?.eventId).toBe(fresh?.eventId);
  expect(unnamed?.eventId).not.toBe(another?.eventId);
  expect(new Set(await one.stored()).size).toBe(4);
});

test("one tenant's id is not another's", async () => {
  const [one, two] = [await setUp(), await setUp()];
  const answers = await keepInbound([one.request("d1"), two.request("d1")]);
  expect(answers.map((answer) => answer?.isRepeat)).toEqual([false, false]);
});
