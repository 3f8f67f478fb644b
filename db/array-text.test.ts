import { describe, expect, test } from "vitest";
import { ownTestDatabase } from "#harness/test-database.ts";
import { jsonArray, plainArray, textArray } from "./array-text.ts";
import { driver } from "./client.ts";

ownTestDatabase();

/** What the database makes of it, as JSON: the driver takes the text `NULL` in a list for null. */
async function asRead(list: string, type: string): Promise<unknown> {
  const [row] = await driver()`select to_jsonb(${list}::${driver().unsafe(type)}) as list`;
  return row?.list;
}

const id = "01a21e73-0563-752f-92e6-0af87af4f0da";

describe("a list arrives in the database as it was", () => {
  test.each([
    ["uuids", "uuid[]", [id, null]],
    ["numbers", "int[]", [-1, null, 2_147_483_647]],
    ["truths", "boolean[]", [true, null, false]],
    ["moments", "timestamptz[]", ["2026-11-27T19:18:24.123+00:00", null]],
    ["nothing", "int[]", []],
    ["one null", "int[]", [null]],
  ])("%s", async (_, type, items) => {
    expect(await asRead(plainArray(items), type)).toEqual(items);
  });

  test.each([
    ["nothing", []],
    ["empty text", ["", null, ""]],
    ["the word null, and null", ["null", null, "NULL"]],
    ["what arrays give a meaning to", ["{a,b}", 'say "hi"', "back\\slash", "\\", '"', " padded ", "a\nb\tc", "'"]],
    ["letters of every width", ["é", "日本", "👩‍👩‍👧", "\u202e"]],
  ])("texts: %s", async (_, items) => {
    expect(await asRead(textArray(items), "text[]")).toEqual(items);
  });

  test("JSON, whatever is in it", async () => {
    const items: (Record<string, string> | null)[] = [
      null,
      {},
      { plain: "a", quotes: 'say "hi"', "back\\slash": "\\", json: '{"a":"\\n"}', line: "a\nb\t{}" },
    ];
    expect(await asRead(jsonArray(items), "jsonb[]")).toEqual(items);
  });

  test("JSON with what no jsonb takes: U+0000", async () => {
    expect(await asRead(jsonArray([{ header: "a\u0000b" }]), "jsonb[]")).toEqual([{ header: "a\ufffdb" }]);
  });
});
