import { expect, test } from "vitest";
import { expiresAt } from "./expiry.ts";

const NOW = { nowMs: Date.parse("2026-06-01T12:00:00.000Z"), day: "" };

test("days count from now, never is null, and a day counts to its end", () => {
  expect(expiresAt("30", NOW)).toBe("2026-07-01T12:00:00.000Z");
  expect(expiresAt("never", NOW)).toBeNull();
  expect(expiresAt("day", { ...NOW, day: "2026-06-05" })).toBe(new Date("2026-06-05T23:59:59").toISOString());
});

test.each(["", "2026-13-01", "soon"])("no day that exists: %j", (day) => {
  expect(expiresAt("day", { ...NOW, day })).toBeUndefined();
});
