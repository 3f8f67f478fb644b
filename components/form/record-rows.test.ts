import { expect, test } from "vitest";
import { rowFault, toRecord, toRows } from "./record-rows.ts";

const typed = (key: string, value = "") => ({ key, value, isStored: false });
const kept = (key: string) => ({ key, value: "", isStored: true });

test("a stored value stays, is replaced, or goes", () => {
  const stored = ["x-key", "x-team", "x-old"];
  expect(toRows({}, stored)).toEqual(stored.map(kept));
  const rows = [kept("x-key"), typed("x-team", "billing"), typed(" x-new ", "1")];
  expect(toRecord(rows, stored)).toEqual({ "x-old": null, "x-team": "billing", "x-new": "1" });
});

test("what a record says is what its rows show", () => {
  expect(toRows({ "x-old": null, owner: "billing" }, ["x-old", "x-key"])).toEqual([
    kept("x-key"),
    typed("owner", "billing"),
  ]);
});

test("an empty row says nothing", () => {
  expect(toRecord([typed(""), typed("  "), typed("owner", "")], [])).toEqual({ owner: "" });
});

test.each([
  ["a value without a name", [typed("", "lost")], 0, "Give it a name"],
  ["a name given twice, in any case", [typed("X-Team", "1"), typed("x-team", "2")], 1, "x-team stands here twice"],
])("%s is a fault of that row, and no record", (_, rows, at, fault) => {
  expect(rowFault(rows, at)).toBe(fault);
  expect(Array.isArray(toRecord(rows, []))).toBe(true);
});
