import { expect, test } from "vitest";
import { replayRule } from "./replay-rule.ts";

const payload = { contentType: "application/json", body: "{}", bodyBytes: 2 };
const active = { status: "active" } as const;

test.each([
  ["pending", "no"],
  ["sending", "no"],
  ["retrying", "no"],
  ["succeeded", "ask"],
  ["failed", "free"],
  ["dead_letter", "free"],
  ["cancelled", "no"],
] as const)("a %s delivery: %s", (status, kind) => expect(replayRule({ status, payload }, active).kind).toBe(kind));

test("an expired payload cannot be sent again", () => {
  expect(replayRule({ status: "failed", payload: { ...payload, body: null } }, active)).toMatchObject({ kind: "no" });
});

test("a deleted endpoint gets nothing; a paused or suspended one does, and it waits", () => {
  expect(replayRule({ status: "failed", payload }, { status: "inactive" }).kind).toBe("no");
  expect(replayRule({ status: "failed", payload }, { status: "paused" }).kind).toBe("free");
  expect(replayRule({ status: "failed", payload }, { status: "suspended" }).kind).toBe("free");
});
