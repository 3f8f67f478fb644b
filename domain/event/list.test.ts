import { beforeAll, describe, expect, test } from "vitest";
import { apps } from "#db/schema/tenant.ts";
import { system } from "#db/tenant.ts";
import { formatId, idTime } from "#domain/id.ts";
import { newId } from "#domain/new-id.ts";
import type { NewTenant } from "#domain/tenant/create.ts";
import { actorIn, makeTenant } from "#domain/test-factory.ts";
import { ownTestDatabase } from "#harness/test-database.ts";
import { listEvents } from "./list.ts";
import { makeEvent } from "./test-factory.ts";

type Input = Parameters<typeof listEvents>[1];

ownTestDatabase();

const ids = (page: { data: readonly { id: string }[] }) => page.data.map(({ id }) => id);

describe("filters", () => {
  let tenant: NewTenant;
  let rows: { id: string; type: string }[];
  const list = (input: Input) => listEvents({ actor: actorIn(tenant) }, { limit: 100, ...input });

  beforeAll(async () => {
    tenant = await makeTenant();
    const sandbox = { id: tenant.id, appId: newId() };
    await system().insert(apps).values({ id: sandbox.appId, tenantId: tenant.id, slug: "sandbox", name: "Sandbox" });
    rows = [];
    for (let at = 0; at < 24; at++) {
      for (const elsewhere of [sandbox, await makeTenant()]) await makeEvent(elsewhere, { type: "order.paid" });
      rows.push(await makeEvent(tenant, { type: ["order.paid", "user.made", "order.paid.late"][at % 3] ?? "" }));
    }
  });

  const timeOf = (row: { id: string } | undefined) => idTime(row?.id ?? "").getTime();
  const filters = () => {
    const [one, two] = [rows[6], rows[17]];
    return [
      { input: {}, matches: () => true },
      { input: { type: "order.paid" }, matches: (row: (typeof rows)[number]) => row.type === "order.paid" },
      {
        input: { after: new Date(timeOf(one)).toISOString() },
        matches: (row: (typeof rows)[number]) => timeOf(row) >= timeOf(one),
      },
      {
        input: { before: new Date(timeOf(two)).toISOString() },
        matches: (row: (typeof rows)[number]) => timeOf(row) < timeOf(two),
      },
      {
        input: { q: ` ${formatId("evt", one?.id ?? "")} ` },
        matches: (row: (typeof rows)[number]) => row.id === one?.id,
      },
      { input: { q: formatId("evt", newId()) }, matches: () => false },
      { input: { q: "%" }, matches: () => false },
    ];
  };

  test("find what they say, alone and in pairs", async () => {
    for (const one of filters()) {
      for (const two of filters()) {
        if ("q" in one.input && "q" in two.input) continue;
        const input = { ...one.input, ...two.input };
        const expected = rows
          .filter((row) => one.matches(row) && two.matches(row))
          .map((row) => formatId("evt", row.id));
        expect([input, ids(await list(input))]).toEqual([input, expected.reverse()]);
      }
    }
  });

  test("walk page by page through the same rows", async () => {
    const walked: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await list({ limit: 5, cursor });
      await makeEvent(tenant, { type: "arrives.meanwhile" });
      walked.push(...ids(page));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(walked).toEqual(rows.map((row) => formatId("evt", row.id)).reverse());
  });
});

test.each([
  ["a type that is none", { type: "order.*" }, "invalid_request"],
  ["an unknown parameter", { status: "failed" }, "invalid_request"],
  ["a limit of 1e9", { limit: "1e9" }, "invalid_request"],
  ["a made-up cursor", { cursor: "bm9uc2Vuc2U.AAAA" }, "invalid_cursor"],
])("refuses %s", async (_, input, code) => {
  const actor = actorIn(await makeTenant());
  await expect(listEvents.invoke({ actor }, () => input)).rejects.toMatchObject({ code });
});

test("refuses another tenant's cursor, and who may only send", async () => {
  const [tenant, other] = [await makeTenant(), await makeTenant()];
  await makeEvent(other);
  await makeEvent(other);
  const { nextCursor } = await listEvents({ actor: actorIn(other) }, { limit: 1 });
  const stolen = listEvents({ actor: actorIn(tenant) }, { cursor: nextCursor ?? "" });
  await expect(stolen).rejects.toMatchObject({ code: "invalid_cursor" });
  const sender = actorIn(tenant, { type: "key", permissions: ["send_events"] });
  await expect(listEvents({ actor: sender }, {})).rejects.toMatchObject({ code: "forbidden" });
});
