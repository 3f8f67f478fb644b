import fc from "fast-check";
import { expect, test } from "vitest";
import { deliveryFilter, listDeliveriesInput } from "#domain/delivery/schema.ts";
import { eventTypeName } from "#domain/event-type/name.ts";
import { formatId } from "#domain/id.ts";
import { newId } from "#domain/new-id.ts";
import { eventTypeIssue, isIdOf, isMoment, isSearch, parseStatusCode } from "./accepted.ts";

const takes = (schema: { safeParse: (value: unknown) => { success: boolean } }, text: unknown) =>
  schema.safeParse(text).success;
const moments = [
  ...["2026-01-31T12:00:00Z", "2026-02-28T23:59:59.999Z", "2024-02-29T00:00:00+05:30", "2026-01-01T00:00:00-23:59"],
  ...["2026-02-30T00:00:00Z", "2025-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-00-10T00:00:00Z", "yesterday", ""],
  ...["2026-01-31", "2026-01-31T24:00:00Z", "2026-01-31T12:60:00Z", "2026-01-31T12:00:00", "2026-01-31T12:00:00+24:00"],
  ...["2026-01-00T00:00:00Z", "2026-04-31T00:00:00Z", "2026-01-32T00:00:00Z", " 2026-01-31T12:00:00Z"],
];

test.each(moments)("%o is a moment exactly where the API takes it", (text) => {
  expect(isMoment(text)).toBe(takes(deliveryFilter.after, text));
});

test("any moment written by the browser is taken", () => {
  fc.assert(
    fc.property(fc.date({ min: new Date(0), max: new Date("9999-12-31"), noInvalidDate: true }), (date) => {
      expect(isMoment(date.toISOString())).toBe(true);
      expect(takes(deliveryFilter.after, date.toISOString())).toBe(true);
    }),
  );
});

test("ids, event types, statuses and searches are taken exactly where the API takes them", () => {
  const id = formatId("ep", newId());
  for (const text of [
    id,
    id.replace("ep_", "evt_"),
    id.slice(0, -1),
    `${id}0`,
    id.toUpperCase(),
    "ep_",
    "ep_8zzzzzzzzzzzzzzzzzzzzzzzzz",
  ]) {
    expect([text, isIdOf("ep", text)]).toEqual([text, takes(listDeliveriesInput.shape.endpointId, text)]);
  }
  for (const text of [
    "order.paid",
    "a",
    "a..b",
    ".a",
    "a.",
    "ä",
    "a b",
    "",
    "A_1.b",
    "x".repeat(128),
    "x".repeat(129),
  ]) {
    const issue = eventTypeName.safeParse(text).error?.issues[0]?.message ?? null;
    expect([text, eventTypeIssue(text)]).toEqual([text, issue]);
  }
  for (const text of ["100", "503", "599", "600", "99", "abc", "-200", "2e2", "20 0"]) {
    expect([text, parseStatusCode(text) !== null]).toEqual([
      text,
      text !== "2e2" && takes(deliveryFilter.responseCode, text),
    ]);
  }
  for (const text of ["", "x".repeat(200), "x".repeat(201)]) expect(isSearch(text)).toBe(takes(deliveryFilter.q, text));
});
