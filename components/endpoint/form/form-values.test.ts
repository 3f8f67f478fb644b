import { describe, expect, it } from "vitest";
import type { Endpoint } from "#domain/endpoint/schema.ts";
import { formMessage } from "./form-message.ts";
import { createFormSchema, updateFormSchema } from "./form-schema.ts";
import { type EndpointFormValues, formValuesOf } from "./form-values.ts";

const fresh = (change: Partial<EndpointFormValues> = {}): EndpointFormValues => ({
  ...formValuesOf(null, [5, 300]),
  url: "https://hooks.example.com",
  ...change,
});

function issuesOf(values: EndpointFormValues): Record<string, string> {
  const parsed = createFormSchema.safeParse(values, { error: formMessage });
  return Object.fromEntries((parsed.error?.issues ?? []).map(({ path, message }) => [path.join("."), message]));
}

describe("a new endpoint's form", () => {
  it("starts as the operation's own defaults and only asks for the URL", () => {
    expect(issuesOf(formValuesOf(null, []))).toEqual({ url: "Fill this in" });
    expect(createFormSchema.parse(fresh())).toMatchObject({
      eventTypes: null,
      requestConfig: { timeoutMs: 15_000, headers: {} },
      rateLimitPerSecond: null,
      maxInFlight: 10,
      retrySchedule: null,
      version: null,
    });
  });

  it("turns seconds, minutes and hours into what the operation takes", () => {
    const values = fresh({
      requestConfig: { timeoutMs: "2.5", headers: [{ name: "X-Team", value: "blue", isStored: false }] },
      retrySchedule: { isOwn: true, waits: [{ amount: "90", unit: "s" }, { amount: "2", unit: "h" }] }, // biome-ignore format: one wait, one line
      rateLimitPerSecond: "50",
    });
    expect(createFormSchema.parse(values)).toMatchObject({
      requestConfig: { timeoutMs: 2500, headers: { "x-team": "blue" } },
      retrySchedule: [90, 7200],
      rateLimitPerSecond: 50,
    });
  });

  it.each<[Partial<EndpointFormValues>, Record<string, string>]>([
    [{ maxInFlight: "" }, { maxInFlight: "A whole number from 1 to 100" }],
    [{ maxInFlight: "1.5" }, { maxInFlight: "A whole number from 1 to 100" }],
    [{ rateLimitPerSecond: "5000" }, { rateLimitPerSecond: "A whole number from 1 to 1000, or empty for no limit" }],
    [{ eventTypes: { isAll: false, patterns: [] } }, { eventTypes: "Choose at least one" }],
    [{ requestConfig: { timeoutMs: "60", headers: [] } }, { "requestConfig.timeoutMs": "From 1 to 30 seconds" }],
    [
      { retrySchedule: { isOwn: true, waits: [{ amount: "25", unit: "h" }] } },
      { "retrySchedule.0": "Each wait takes from 1 second to 24 hours" },
    ],
  ])("says beside the field what is wrong with %o", (change, issues) => {
    expect(issuesOf(fresh(change))).toEqual(issues);
  });

  it.each([
    ["webhook-id", "Posthouse sets this header itself"],
    ["no spaces", "Not a header name"],
  ])("says what is wrong with a header called %s", (name, message) => {
    const requestConfig = { timeoutMs: "15", headers: [{ name, value: "x", isStored: false }] };
    expect(issuesOf(fresh({ requestConfig }))).toEqual({ [`requestConfig.headers.${name}`]: message });
  });

  it("does not guess which of two headers of one name was meant", () => {
    const header = (name: string) => ({ name, value: "x", isStored: false });
    const requestConfig = { timeoutMs: "15", headers: [header("X-Team"), header("x-team")] };
    expect(issuesOf(fresh({ requestConfig }))).toEqual({ "requestConfig.headers": "x-team stands here twice" });
  });
});

describe("an endpoint's settings form", () => {
  const endpoint = {
    ...formValuesOf(null, []),
    url: "https://hooks.example.com",
    eventTypes: ["order.*"],
    requestConfig: { timeoutMs: 5000, headers: { "x-team": "[redacted]", "x-old": "[redacted]" } },
    rateLimitPerSecond: null,
    maxInFlight: 10,
    retrySchedule: [],
    version: null,
    metadata: { owner: "blue" },
  } as unknown as Endpoint;

  it("keeps stored header values, removes the rows taken out and sets the new ones", () => {
    const values = formValuesOf(endpoint, [5]);
    expect(values.requestConfig.headers.map(({ name }) => name)).toEqual(["x-team", "x-old"]);
    const headers = [...values.requestConfig.headers.slice(0, 1), { name: "X-New", value: "1", isStored: false }];
    const parsed = updateFormSchema(endpoint).parse({ ...values, requestConfig: { timeoutMs: "5", headers } });
    expect(parsed.requestConfig?.headers).toEqual({ "x-old": null, "x-new": "1" });
  });

  it("sends back unchanged what nobody touched", () => {
    const parsed = updateFormSchema(endpoint).parse(formValuesOf(endpoint, [5]));
    expect(parsed).toMatchObject({
      eventTypes: ["order.*"],
      requestConfig: { timeoutMs: 5000, headers: {} },
      retrySchedule: [],
      metadata: { owner: "blue" },
    });
  });
});
