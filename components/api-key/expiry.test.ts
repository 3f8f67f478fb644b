import { expect, test } from "vitest";
import { expiresAt } from "./expiry.ts";

const NOW_MS = Date.parse("2026-06-01T12:00:00.000Z");

test("days count from now, never is null, and a day counts to its end", () => {
  expect(expiresAt({ choice: "30", day: "" }, NOW_MS)).toBe("2026-07-01T12:00:00.000Z");
  expect(expiresAt({ choice: "never", day: "" }, NOW_MS)).toBeNull();
  expect(expiresAt({ choice: "day", day: "2026-06-05" }, NOW_MS)).toBe(new Date("2026-06-05T23:59:59").toISOString());
});

test.each(["", "2026-13-01", "soon"])("no day that exists: %j", (day) => {
  expect(expiresAt({ choice: "day", day }, NOW_MS)).toBeUndefined();
});
