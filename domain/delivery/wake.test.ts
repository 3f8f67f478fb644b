import { expect, test } from "vitest";
import { newId } from "#domain/new-id.ts";
import { duePayload, readDuePayload } from "./wake.ts";

const ids = (count: number) => Array.from({ length: count }, () => newId());

test("a notification names each endpoint once", () => {
  const [one = "", other = ""] = ids(2);
  expect(readDuePayload(duePayload([one, other, one]))).toEqual([one, other]);
});

test("more endpoints than a notification holds are left to be looked for", () => {
  expect(duePayload(ids(200)).length).toBeLessThan(8000);
  expect(readDuePayload(duePayload(ids(201)))).toBeNull();
});

test.each(["", "end", `${newId()},`, "'; drop table"])("%j names no endpoint", (payload) => {
  expect(readDuePayload(payload)).toBeNull();
});
