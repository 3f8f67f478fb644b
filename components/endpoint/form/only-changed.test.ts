import { expect, test } from "vitest";
import { onlyChanged } from "./only-changed.ts";

test("keeps the fields that differ and leaves the others to whoever changes them", () => {
  const change = { url: "https://a.test", name: "A", eventTypes: ["x"], maxInFlight: 5 };
  const dirty = { url: false, name: true, eventTypes: { patterns: [false, true] }, requestConfig: { headers: [] } };
  expect(onlyChanged(change, dirty)).toEqual({ name: "A", eventTypes: ["x"] });
});
