import { expect, test } from "vitest";
import { isDatabaseAway } from "./error.ts";

const withCode = (code: string, cause?: unknown) => Object.assign(new Error("It broke.", { cause }), { code });

test.each([
  ["nobody listens", "ECONNREFUSED"],
  ["its host has no route", "EHOSTUNREACH"],
  ["its network has none", "ENETUNREACH"],
  ["its name is gone, as that of a container that stopped", "ENOTFOUND"],
  ["its name cannot be asked for just now", "EAI_AGAIN"],
  ["the connection broke", "CONNECTION_CLOSED"],
  ["it shuts down", "57P01"],
  ["it starts up", "57P03"],
  ["all of its connections are taken", "53300"],
  ["a pooler before it cannot reach it", "08P01"],
])("the database is away where %s (%s)", (_what, code) => {
  expect(isDatabaseAway(withCode(code))).toBe(true);
  expect(isDatabaseAway(new Error("The query failed.", { cause: withCode(code) }))).toBe(true);
});

test.each(["23505", "22P05", "42P01", "40P01", "25006", "undefined"])("it is there where it says %s", (code) => {
  expect(isDatabaseAway(withCode(code))).toBe(false);
});

test.each([null, undefined, "ECONNREFUSED", { code: "ECONNREFUSED" }])("%j is no error of it", (thrown) => {
  expect(isDatabaseAway(thrown)).toBe(false);
});

test("a chain of causes that goes round in circles comes to an end", () => {
  const one = withCode("X");
  one.cause = one;
  expect(isDatabaseAway(one)).toBe(false);
});
