import { integer, pgTable, text as textColumn, uuid as uuidColumn } from "drizzle-orm/pg-core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ownTestDatabase } from "#harness/test-database.ts";
import { driver } from "./client.ts";
import {
  bigint,
  boolean,
  bytes,
  int,
  intList,
  into,
  jsonb,
  listOf,
  orNull,
  type RowOf,
  rowsOf,
  smallint,
  text,
  timestamptz,
  uuid,
  word,
} from "./rows.ts";

ownTestDatabase();

const EVERY = rowsOf("r", {
  id: uuid,
  leaseId: orNull(uuid),
  attemptCount: smallint,
  retryInMs: orNull(bigint),
  durationMs: orNull(int),
  isRescue: boolean,
  startedAt: orNull(timestamptz),
  status: orNull(word),
  errorMessage: orNull(text),
  bodySha256: orNull(bytes),
  headers: orNull(jsonb),
  latency: intList,
});
type Every = RowOf<typeof EVERY>;

const ID = "01a21e73-0563-752f-92e6-0af87af4f0da";
const bare: Every = {
  id: ID,
  leaseId: null,
  attemptCount: 0,
  retryInMs: null,
  durationMs: null,
  isRescue: false,
  startedAt: null,
  status: null,
  errorMessage: null,
  bodySha256: null,
  headers: null,
  latency: [],
};

/** The rows as the database has them: its own types on the way there, JSON on the way back. */
async function asRead(rows: readonly Every[]): Promise<unknown> {
  const sql = driver();
  const [answer] = await sql`
    select coalesce(jsonb_agg(to_jsonb(s)), '[]') as rows
    from (select ${EVERY.list(sql)} from ${EVERY.unnest(sql, rows)}) s`;
  return answer?.rows;
}

function asJson(row: Every) {
  return {
    id: row.id,
    lease_id: row.leaseId,
    attempt_count: row.attemptCount,
    retry_in_ms: row.retryInMs,
    duration_ms: row.durationMs,
    is_rescue: row.isRescue,
    started_at: row.startedAt?.toISOString().replace(/\.?0*Z$/, "+00:00") ?? null,
    status: row.status,
    error_message: row.errorMessage,
    body_sha256: row.bodySha256 && `\\x${Buffer.from(row.bodySha256).toString("hex")}`,
    headers: row.headers,
    latency: row.latency,
  };
}

describe("rows arrive in the database as they were", () => {
  const cases: [string, Partial<Every>[]][] = [
    ["none", []],
    ["nulls, and texts that say null", [{}, { errorMessage: "null" }, { errorMessage: "NULL" }]],
    ["empty values", [{ errorMessage: "", bodySha256: new Uint8Array(), headers: {}, latency: [] }]],
    ["quotes and backslashes", [{ errorMessage: 'say "hi"' }, { errorMessage: "\\" }, { errorMessage: '\\"\\\\"' }]],
    [
      "braces and commas",
      [{ errorMessage: "{a,b}" }, { errorMessage: "}{,," }, { errorMessage: ",", latency: [1, 2] }],
    ],
    ["space and lines", [{ errorMessage: " padded " }, { errorMessage: "a\nb\tc\r" }, { errorMessage: "'" }]],
    ["letters of every width", [{ errorMessage: "é日本👩‍👩‍👧\u202e" }, { headers: { é: "日本" } }]],
    ["bytes that are no text", [{ bodySha256: Uint8Array.of(0, 255, 34, 92, 123) }]],
    ["a view into a larger buffer", [{ bodySha256: Buffer.from("abcdef").subarray(2, 4) }]],
    ["bounds", [{ attemptCount: 32_767, durationMs: -2_147_483_648, retryInMs: Number.MAX_SAFE_INTEGER }]],
    ["moments", [{ startedAt: new Date("2026-11-27T19:18:24.123Z") }, { startedAt: new Date(0) }]],
    ["JSON, whatever is in it", [{ headers: { 'say "hi"': "\\", json: '{"a":"\\n"}', line: "a\nb\t{}" } }]],
    ["words and truths", [{ status: "dead_letter", isRescue: true, leaseId: ID }, { status: "sending" }]],
  ];
  test.each(cases)("%s", async (_, given) => {
    const rows = given.map((facts) => ({ ...bare, ...facts }));
    expect(await asRead(rows)).toEqual(rows.map(asJson));
  });

  test("U+0000 in JSON, which no jsonb takes, as U+FFFD", async () => {
    const row = { ...bare, headers: { header: "a\u0000b" } };
    expect(await asRead([row])).toEqual([{ ...asJson(row), headers: { header: "a\ufffdb" } }]);
  });

  test("any at all", async () => {
    const storable = fc.string({ unit: "grapheme" }).map((any) => any.replaceAll("\u0000", ""));
    const awkward = fc.string({ unit: fc.constantFrom('"', "\\", "{", "}", ",", " ", "'", "n", "null", "é", "\n") });
    const anyText = fc.oneof(storable, awkward);
    const anyInt = fc.integer({ min: -2_147_483_648, max: 2_147_483_647 });
    const nullable = <Value>(values: fc.Arbitrary<Value>) => fc.option(values, { nil: null });
    const anyRow: fc.Arbitrary<Every> = fc.record({
      id: fc.uuid(),
      leaseId: nullable(fc.uuid()),
      attemptCount: fc.integer({ min: -32_768, max: 32_767 }),
      retryInMs: nullable(fc.maxSafeInteger()),
      durationMs: nullable(anyInt),
      isRescue: fc.boolean(),
      startedAt: nullable(fc.date({ min: new Date("1970-01-01"), max: new Date("9999-12-31"), noInvalidDate: true })),
      status: nullable(fc.constantFrom("pending", "dead_letter")),
      errorMessage: nullable(anyText),
      bodySha256: nullable(fc.uint8Array()),
      headers: nullable(fc.dictionary(fc.stringMatching(/^[a-z-]{1,9}$/), anyText)),
      latency: fc.array(anyInt),
    });
    const property = fc.asyncProperty(fc.array(anyRow), async (rows) => {
      expect(await asRead(rows)).toEqual(rows.map(asJson));
    });
    await fc.assert(property, { numRuns: 200 });
  });
});

test("a list of one column arrives as it was", async () => {
  const values = ["a", 'b"', "{c,d}"];
  const [row] = await driver()`select ${listOf(text, values)}::text[] as list`;
  expect(row?.list).toEqual(values);
});

describe("the order of the columns cannot matter", () => {
  const first = rowsOf("r", { id: uuid, name: text, count: int });
  const turned = rowsOf("r", { count: int, id: uuid, name: text });
  const row = { id: ID, name: "seven", count: 7 };

  test.each([
    ["as told", first],
    ["turned round", turned],
  ])("where rows are read, %s", async (_, kind) => {
    const sql = driver();
    expect(await sql`select id, name, count from ${kind.unnest(sql, [row])}`).toEqual([row]);
  });

  test.each([
    ["as told", { id: "r.id", name: "r.name", count: "r.count" }],
    ["turned round", { count: "r.count", name: "r.name", id: "r.id" }],
  ])("where rows are inserted, %s", async (_, values) => {
    const things = pgTable("things", {
      id: uuidColumn("id").notNull(),
      name: textColumn("name"),
      count: integer("count"),
    });
    const inserted = await driver().begin(async (sql) => {
      await sql`create temp table things (id uuid, name text, count int) on commit drop`;
      return sql`
        insert into things ${into(sql, things, values)} from ${first.unnest(sql, [row])} returning id, name, count`;
    });
    expect(inserted).toEqual([row]);
  });
});
