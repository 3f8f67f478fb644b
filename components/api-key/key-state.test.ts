import { expect, test } from "vitest";
import { keyState } from "./key-state.ts";

const NOW = Date.parse("2026-06-01T12:00:00.000Z");

test.each([
  ["without an end", null, null, "good"],
  ["with an end far away", "2026-06-08T12:00:00.001Z", null, "good"],
  ["in its last seven days", "2026-06-08T12:00:00.000Z", null, "ending"],
  ["at its end", "2026-06-01T12:00:00.000Z", null, "expired"],
  ["revoked, whatever its end says", "2027-01-01T00:00:00.000Z", "2026-05-01T00:00:00.000Z", "revoked"],
])("a key %s", (_, expiresAt, revokedAt, state) => {
  expect(keyState({ expiresAt, revokedAt }, NOW)).toBe(state);
});
