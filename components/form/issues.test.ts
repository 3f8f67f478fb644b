import { expect, test } from "vitest";
import { createApiKeyInput } from "#domain/api-key/schema.ts";
import { updateAppInput } from "#domain/app/schema.ts";
import { createEndpointInput } from "#domain/endpoint/schema.ts";
import { placeIssues, schemaIssues } from "./issues.ts";

const FIELDS = new Set(["url", "requestConfig.headers", "retrySchedule"]);
const issue = (path: string, message = `${path} is wrong`) => ({ path, message });

test("gives an issue to the field of its path, or to the one above it", () => {
  const { placed, unplaced } = placeIssues([issue("url"), issue("requestConfig.headers.x-team")], FIELDS);
  expect(placed.get("url")).toEqual({ type: "refused", message: "url is wrong", types: { "": "url is wrong" } });
  expect(placed.get("requestConfig.headers")?.types).toEqual({ "x-team": "requestConfig.headers.x-team is wrong" });
  expect(unplaced).toEqual([]);
});

test("shows the first of several issues, and keeps each by its place", () => {
  const { placed } = placeIssues([issue("retrySchedule.3"), issue("retrySchedule.5")], FIELDS);
  expect(placed.get("retrySchedule")).toMatchObject({
    message: "retrySchedule.3 is wrong",
    types: { 3: "retrySchedule.3 is wrong", 5: "retrySchedule.5 is wrong" },
  });
});

test("keeps the first of two issues of one path", () => {
  const { placed } = placeIssues([issue("url", "Too short"), issue("url", "No address")], FIELDS);
  expect(placed.get("url")?.types).toEqual({ "": "Too short" });
});

test.each(["", "payload.type", "urls", "retry"])("has no field for %j", (path) => {
  const { placed, unplaced } = placeIssues([issue(path)], FIELDS);
  expect([placed.size, unplaced]).toEqual([0, [issue(path)]]);
});

const endpoint = (change: object) => [createEndpointInput, { url: "https://hooks.example.com", ...change }] as const;

test.each([
  [createEndpointInput, { url: "" }, "url", "Fill this in"],
  [...endpoint({ maxInFlight: Number.NaN }), "maxInFlight", "A whole number from 1 to 100"],
  [...endpoint({ maxInFlight: 1.5 }), "maxInFlight", "A whole number from 1 to 100"],
  [
    ...endpoint({ rateLimitPerSecond: 5000 }),
    "rateLimitPerSecond",
    "A whole number from 1 to 1000, or empty for no limit",
  ],
  [...endpoint({ eventTypes: [] }), "eventTypes", "Choose at least one"],
  [...endpoint({ requestConfig: { timeoutMs: 60_000 } }), "requestConfig.timeoutMs", "From 1 to 30 seconds"],
  [...endpoint({ retrySchedule: [5, 90_000] }), "retrySchedule.1", "Each wait takes from 1 second to 24 hours"],
  [
    ...endpoint({ requestConfig: { headers: { "webhook-id": "x" } } }),
    "requestConfig.headers.webhook-id",
    "Posthouse sets this header itself",
  ],
  [
    ...endpoint({ requestConfig: { headers: { "no spaces": "x" } } }),
    "requestConfig.headers.no spaces",
    "Not a header name",
  ],
  [...endpoint({ name: "x".repeat(121) }), "name", "At most 120 characters"],
  [updateAppInput, { name: " " }, "name", "From 1 to 120 characters"],
  [
    updateAppInput,
    { suspension: { minFailures: 0, minSeconds: 60 } },
    "suspension.minFailures",
    "A whole number from 1 to 10,000",
  ],
  [
    updateAppInput,
    { suspension: { minFailures: 1, minSeconds: 59 } },
    "suspension.minSeconds",
    "From 1 minute to 30 days",
  ],
  [createApiKeyInput, { name: "", permissions: ["send_events"] }, "name", "Give it a name"],
])("what a schema has against an input is said for people: %#", (schema, input, path, message) => {
  expect(schemaIssues(schema, input)).toEqual([{ path, message }]);
});
