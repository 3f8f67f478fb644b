import { expect, test } from "vitest";
import { delivery } from "#domain/delivery/schema.ts";
import { formatId } from "#domain/id.ts";
import { newId } from "#domain/new-id.ts";
import {
  ATTEMPT_ERRORS,
  DELIVERY_STATUSES,
  DELIVERY_TRIGGERS,
  deliveriesHref,
  isFiltered,
  loadDeliveryFilters,
  toListInput,
} from "./filter.ts";

test("the words of the filters are the API's", () => {
  expect(DELIVERY_STATUSES).toEqual(delivery.shape.status.options);
  expect(DELIVERY_TRIGGERS).toEqual(delivery.shape.trigger.options);
  expect(ATTEMPT_ERRORS).toEqual(delivery.shape.error.unwrap().shape.code.options);
});

const none = loadDeliveryFilters(new URLSearchParams());
const endpointId = formatId("ep", newId());

test("filters go into the address and come back", () => {
  const filters = {
    ...none,
    status: ["failed", "dead_letter"] as const,
    eventType: ["order.paid"],
    endpointId,
    responseCode: 503,
    error: "timeout" as const,
    after: "2026-01-31T12:00:00.000Z",
    q: "dlv_01",
  };
  const href = deliveriesHref("/deliveries", { ...filters, status: [...filters.status] });
  expect(loadDeliveryFilters(new URL(href, "http://localhost").searchParams)).toEqual(filters);
});

test("an address without filters has none", () => {
  expect(Object.values(toListInput(none)).every((value) => value === undefined)).toBe(true);
  expect(isFiltered(none)).toBe(false);
});

test.each([
  "status=lost",
  "status=",
  "eventType=a%20b",
  "endpointId=ep_1",
  "responseCode=99",
  "responseCode=abc",
  "error=nope",
  "trigger=x",
  "after=yesterday",
  "before=2026-02-30T00:00:00Z",
  `q=${"x".repeat(300)}`,
])("%s is dropped, for the API would refuse it", (search) => {
  expect(toListInput(loadDeliveryFilters(new URLSearchParams(search)))).toEqual(toListInput(none));
});
