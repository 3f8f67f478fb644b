import { expect, test } from "vitest";
import { slug } from "#domain/app/schema.ts";
import { slugOf } from "./slug-of.ts";

test.each([
  ["Café Sandbox 2", "cafe-sandbox-2"],
  ["  --Staging-- ", "staging"],
  [`${"a".repeat(47)} b`, "a".repeat(47)],
])("%j suggests a slug that the operation takes", (name, suggested) => {
  expect(slugOf(name)).toBe(suggested);
  expect(slug.safeParse(suggested).success).toBe(true);
});

test("a name that has nothing for addresses suggests nothing", () => {
  expect(slugOf("測試")).toBe("");
});
