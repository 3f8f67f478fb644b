import { describe, expect, it } from "vitest";
import { endpoint, listEndpointsInput } from "#domain/endpoint/schema.ts";
import { HEALTH_STATES as API_HEALTH_STATES } from "#domain/health/schema.ts";
import {
  ENDPOINT_STATUSES,
  endpointsHref,
  HEALTH_STATES,
  isFiltered,
  loadEndpointFilters,
  NO_FILTERS,
  toListInput,
} from "./filter.ts";

it("has the API's words", () => {
  expect(ENDPOINT_STATUSES).toEqual(endpoint.shape.status.options);
  expect(HEALTH_STATES).toEqual(API_HEALTH_STATES);
});

describe("the endpoint list's filters", () => {
  it("come back from the address they were written into", () => {
    const filters = {
      ...NO_FILTERS,
      status: "paused" as const,
      health: "failing" as const,
      eventType: "order.paid",
      q: "ware house",
      pages: ["abc.def", "ghi.jkl"],
    };
    const query = new URL(endpointsHref("https://x.test/", filters)).searchParams;
    expect(loadEndpointFilters(query)).toEqual(filters);
    expect(toListInput(filters).cursor).toBe("ghi.jkl");
  });

  it("drop what the API would refuse", () => {
    const filters = loadEndpointFilters(new URLSearchParams("status=broken&health=ill&eventType=a b&q=%20"));
    expect(filters).toEqual(NO_FILTERS);
    expect(isFiltered(filters)).toBe(false);
    expect(listEndpointsInput.safeParse(toListInput(filters)).success).toBe(true);
  });

  it("do not count a page as a filter", () => {
    expect(isFiltered({ ...NO_FILTERS, pages: ["abc"] })).toBe(false);
    expect(isFiltered({ ...NO_FILTERS, q: "x" })).toBe(true);
  });
});
