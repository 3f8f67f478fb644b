import { beforeAll, describe, expect, test } from "vitest";
import { apps } from "#db/schema/tenant.ts";
import { system } from "#db/tenant.ts";
import { makeEndpointRow, makeEndpointRows, makeEvent } from "#domain/event/test-factory.ts";
import { formatId } from "#domain/id.ts";
import { newId } from "#domain/new-id.ts";
import type { NewTenant } from "#domain/tenant/create.ts";
import { actorIn, makeTenant } from "#domain/test-factory.ts";
import { ownTestDatabase } from "#harness/test-database.ts";
import { listDeliveries } from "./list.ts";
import { listEndpointDeliveries } from "./list-of-endpoint.ts";
import { makeAttempt, makeDeliveries } from "./test-factory.ts";
import { ATTEMPT_ERRORS, DELIVERY_STATUSES, DELIVERY_TRIGGERS } from "./words.ts";

type Row = Awaited<ReturnType<typeof makeDeliveries>>[number];
type Input = Parameters<typeof listDeliveries>[1];

ownTestDatabase();

describe("filters", () => {
  let tenant: NewTenant;
  let rows: Row[];
  let attemptId: string;
  const list = (input: Input) => listDeliveries({ actor: actorIn(tenant) }, { limit: 100, ...input });

  beforeAll(async () => {
    tenant = await makeTenant();
    const other = await makeTenant();
    const sandbox = { id: tenant.id, appId: newId() };
    await system().insert(apps).values({ id: sandbox.appId, tenantId: tenant.id, slug: "sandbox", name: "Sandbox" });
    const endpointIds = await makeEndpointRows(tenant, [{}, {}, {}]);
    const now = Date.now();
    const eventIds = Array.from({ length: 7 }, () => newId(now - 100_000));
    const pick = <T>(values: readonly T[], at: number) => values[at % values.length] as T;
    rows = await makeDeliveries(
      tenant,
      Array.from({ length: 90 }, (_, at) => ({
        id: newId(now - 90_000 + at * 1000),
        endpointId: pick(endpointIds, at),
        eventId: pick(eventIds, at),
        eventType: pick(["order.paid", "order.refunded", "user.created", "order.paid.late"], at),
        status: pick(DELIVERY_STATUSES, at + (at >> 2)),
        trigger: pick(DELIVERY_TRIGGERS, at >> 1),
        responseCode: pick([null, 200, 204, 404, 500], at + (at >> 3)),
        errorCode: pick([null, ...ATTEMPT_ERRORS], at >> 1),
        replayId: null,
      })),
    );
    attemptId = (await makeAttempt(rows[4] ?? fail())).id;
    // What must never be found: the same facts in another app and in another tenant.
    for (const place of [sandbox, other]) {
      const endpointId = await makeEndpointRow(place);
      await makeDeliveries(
        place,
        rows.map((row) => ({ ...row, id: newId(), tenantId: place.id, appId: place.appId, endpointId })),
      );
    }
  });

  type Filter = { name: string; input: Input; matches: (row: Row) => boolean };
  /** Every filter of the API with what it means, told by the rows themselves. */
  const filters = (): Filter[] => {
    const [one, two] = [rows[20] ?? fail(), rows[63] ?? fail()];
    const status = ["failed", "dead_letter"] as const;
    return [
      { name: "status", input: { status: "pending" }, matches: (row) => row.status === "pending" },
      { name: "two statuses", input: { status: [...status] }, matches: (row) => status.some((s) => s === row.status) },
      { name: "eventType", input: { eventType: "order.paid" }, matches: (row) => row.eventType === "order.paid" },
      {
        name: "two types",
        input: { eventType: ["order.paid", "user.created"] },
        matches: (row) => ["order.paid", "user.created"].includes(row.eventType),
      },
      {
        name: "endpointId",
        input: { endpointId: formatId("ep", one.endpointId) },
        matches: (row) => row.endpointId === one.endpointId,
      },
      {
        name: "eventId",
        input: { eventId: formatId("evt", one.eventId) },
        matches: (row) => row.eventId === one.eventId,
      },
      { name: "trigger", input: { trigger: "replay" }, matches: (row) => row.trigger === "replay" },
      { name: "responseCode", input: { responseCode: "500" }, matches: (row) => row.responseCode === 500 },
      { name: "error", input: { error: "timeout" }, matches: (row) => row.errorCode === "timeout" },
      { name: "after", input: { after: iso(one) }, matches: (row) => madeAt(row) >= madeAt(one) },
      { name: "before", input: { before: iso(two) }, matches: (row) => madeAt(row) < madeAt(two) },
      { name: "q: a delivery", input: { q: formatId("dlv", one.id) }, matches: (row) => row.id === one.id },
      {
        name: "q: an event",
        input: { q: ` ${formatId("evt", one.eventId)}\n` },
        matches: (row) => row.eventId === one.eventId,
      },
      {
        name: "q: an endpoint",
        input: { q: formatId("ep", one.endpointId) },
        matches: (row) => row.endpointId === one.endpointId,
      },
      { name: "q: an attempt", input: { q: formatId("att", attemptId) }, matches: (row) => row.id === rows[4]?.id },
      { name: "q: an id of nothing", input: { q: formatId("dlv", newId()) }, matches: () => false },
      { name: "q: no id", input: { q: "100%_'; --" }, matches: () => false },
    ];
  };

  const expected = (matches: (row: Row) => boolean) =>
    rows
      .filter(matches)
      .map((row) => formatId("dlv", row.id))
      .reverse();

  test("alone find exactly what they say", async () => {
    for (const { name, input, matches } of filters()) {
      expect([name, ids(await list(input))]).toEqual([name, expected(matches)]);
    }
    expect(ids(await list({}))).toEqual(expected(() => true));
  });

  test("in pairs find what both say", async () => {
    for (const one of filters()) {
      for (const two of filters()) {
        if (Object.keys(two.input).some((name) => name in one.input)) continue;
        const found = ids(await list({ ...one.input, ...two.input }));
        expect([one.name, two.name, found]).toEqual([
          one.name,
          two.name,
          expected((row) => one.matches(row) && two.matches(row)),
        ]);
      }
    }
  });

  test("mean the same in an endpoint's own list", async () => {
    const [first] = rows;
    const id = formatId("ep", first?.endpointId ?? "");
    for (const { name, input, matches } of filters().filter((filter) => !("endpointId" in filter.input))) {
      const found = await listEndpointDeliveries({ actor: actorIn(tenant) }, { ...input, id, limit: 100 });
      expect([name, ids(found)]).toEqual([
        name,
        expected((row) => row.endpointId === first?.endpointId && matches(row)),
      ]);
    }
  });

  test("walk page by page through the same rows", async () => {
    for (const input of [{}, { eventType: "order.paid" }, { status: ["failed", "pending"] }] satisfies Input[]) {
      const walked: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await list({ ...input, limit: 7, cursor });
        walked.push(...ids(page));
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined);
      expect(walked).toEqual(ids(await list(input)));
    }
  });
});

test("pages neither skip nor repeat while deliveries arrive", async () => {
  const tenant = await makeTenant();
  const endpointId = await makeEndpointRow(tenant);
  const early = await makeDeliveries(
    tenant,
    Array.from({ length: 60 }, () => ({ endpointId })),
  );
  const walked: string[] = [];
  let cursor: string | undefined;
  do {
    const [page] = await Promise.all([
      listDeliveries({ actor: actorIn(tenant) }, { limit: 7, cursor }),
      makeDeliveries(
        tenant,
        Array.from({ length: 9 }, () => ({ endpointId })),
      ),
    ]);
    walked.push(...ids(page));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  expect(new Set(walked).size).toBe(walked.length);
  const known = new Set(early.map((row) => formatId("dlv", row.id)));
  expect(walked.filter((id) => known.has(id))).toEqual([...known].reverse());
});

describe("refuses", () => {
  test.each([
    ["a status that is none", { status: "done" }],
    ["no status at all", { status: [] }],
    ["a limit of 0", { limit: 0 }],
    ["a limit of 101", { limit: 101 }],
    ["a limit of abc", { limit: "abc" }],
    ["a day that does not exist", { after: "2026-02-30T00:00:00Z" }],
    ["a time without a zone", { before: "2026-02-03T00:00:00" }],
    ["a response code of 99", { responseCode: 99 }],
    ["an unknown parameter", { tenantId: "x" }],
  ])("%s", async (_, input) => {
    const actor = actorIn(await makeTenant());
    await expect(listDeliveries.invoke({ actor }, () => input)).rejects.toMatchObject({ code: "invalid_request" });
  });

  test("another tenant's endpoint, event and cursor", async () => {
    const [tenant, other] = [await makeTenant(), await makeTenant()];
    const endpointId = await makeEndpointRow(other);
    const event = await makeEvent(other);
    await makeEvent(other);
    const caller = { actor: actorIn(tenant) };
    const notFound = { code: "not_found" };
    await expect(listDeliveries(caller, { endpointId: formatId("ep", endpointId) })).rejects.toMatchObject(notFound);
    await expect(listDeliveries(caller, { eventId: formatId("evt", event.id) })).rejects.toMatchObject(notFound);
    await expect(listDeliveries(caller, { endpointId: "ep_nonsense" })).rejects.toMatchObject(notFound);
    await expect(listEndpointDeliveries(caller, { id: formatId("ep", endpointId) })).rejects.toMatchObject(notFound);
    expect(await listDeliveries(caller, { q: formatId("ep", endpointId) })).toEqual({ data: [], nextCursor: null });
    const { nextCursor } = await listDeliveries({ actor: actorIn(other) }, { limit: 1 });
    const stolen = listDeliveries(caller, { cursor: nextCursor ?? fail() });
    await expect(stolen).rejects.toMatchObject({ code: "invalid_cursor" });
  });

  test("who may only send events", async () => {
    const actor = actorIn(await makeTenant(), { type: "key", permissions: ["send_events"] });
    await expect(listDeliveries({ actor }, {})).rejects.toMatchObject({ code: "forbidden" });
  });
});

test("finds nothing wrong with an event that went nowhere", async () => {
  const tenant = await makeTenant();
  const { id } = await makeEvent(tenant);
  const page = await listDeliveries({ actor: actorIn(tenant) }, { eventId: formatId("evt", id) });
  expect(page).toEqual({ data: [], nextCursor: null });
});

function ids(page: { data: readonly { id: string }[] }): string[] {
  return page.data.map(({ id }) => id);
}

function madeAt(row: Row): number {
  return row.createdAt?.getTime() ?? 0;
}

function iso(row: Row): string {
  return new Date(madeAt(row)).toISOString();
}

function fail(): never {
  throw new Error("unreachable");
}
