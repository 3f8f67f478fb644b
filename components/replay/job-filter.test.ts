import { expect, test } from "vitest";
import { type DeliveryFilters, deliveryLog } from "#components/delivery/list.ts";
import { replayFilterInput } from "#domain/replay/schema.ts";
import { jobPlan } from "./job-filter.ts";

const ENDPOINT = "ep_01k30dwvhdexv8a3t4v2bmcz1q";
const filtersOf = (search: string): DeliveryFilters => deliveryLog.load(new URLSearchParams(search));

test.each([
  ["endpointId", `endpointId=${ENDPOINT}`, { status: ["failed", "dead_letter"], endpointId: ENDPOINT }],
  ["status", "status=dead_letter", { status: ["dead_letter"] }],
  ["succeeded too, when it is named", "status=failed&status=succeeded", { status: ["failed", "succeeded"] }],
  ["event types", "eventType=a.b&eventType=c", { status: ["failed", "dead_letter"], eventType: ["a.b", "c"] }],
  ["error and code", "error=timeout&responseCode=503", { error: "timeout", responseCode: 503 }],
  ["what made them", "trigger=test", { status: ["failed", "dead_letter"], trigger: "test" }],
  ["a time", "after=2026-01-01T00:00:00Z", { after: "2026-01-01T00:00:00Z" }],
])("a job takes over %s", (_, search, expected) => {
  const plan = jobPlan(filtersOf(search));
  expect(plan).toMatchObject({ kind: "job", filter: expected });
  if (plan.kind === "job") expect(replayFilterInput.safeParse(plan.filter).success).toBe(true);
});

test("statuses that can't be replayed are left out, and named", () => {
  const plan = jobPlan(filtersOf("status=failed&status=retrying"));
  expect(plan).toMatchObject({ kind: "job", filter: { status: ["failed"] }, leftOut: ["retrying"] });
});

test.each([
  ["nothing", "", /Set a filter/],
  ["an id", `q=${ENDPOINT}`, /an id/],
  ["statuses in flight only", "status=pending&status=cancelled", /can be replayed/],
])("filtering by %s is no job, and says why", (_, search, because) => {
  expect(jobPlan(filtersOf(search))).toEqual({ kind: "no", because: expect.stringMatching(because) });
});
