import { expect, test } from "vitest";
import * as api from "#domain/endpoint/schema.ts";
import { createEndpointInput } from "#domain/endpoint/schema.ts";
import { formValuesOf } from "./form-values.ts";
import { HEADERS_MAX, RETRY_ENTRIES_MAX, RETRY_SECONDS_MAX } from "./limits.ts";

test("the form's limits are the API's", () => {
  expect({ HEADERS_MAX, RETRY_ENTRIES_MAX, RETRY_SECONDS_MAX }).toEqual({
    HEADERS_MAX: api.HEADERS_MAX,
    RETRY_ENTRIES_MAX: api.RETRY_ENTRIES_MAX,
    RETRY_SECONDS_MAX: api.RETRY_SECONDS_MAX,
  });
});

test("a new endpoint's form starts with the API's defaults", () => {
  const { requestConfig, ...defaults } = createEndpointInput.parse({ url: "https://example.com" });
  const values = formValuesOf(null, []);
  expect(values.requestConfig.timeoutMs).toBe(String((requestConfig.timeoutMs ?? api.TIMEOUT_MS_DEFAULT) / 1000));
  expect(values.maxInFlight).toBe(String(defaults.maxInFlight));
  expect([values.name, values.description, values.version, values.rateLimitPerSecond]).toEqual(["", "", "", ""]);
  expect([defaults.name, defaults.description, defaults.version, defaults.rateLimitPerSecond]).toEqual([
    "",
    "",
    null,
    null,
  ]);
  expect([values.eventTypes.isAll, values.retrySchedule.isOwn, values.metadata]).toEqual([true, false, []]);
  expect([defaults.eventTypes, defaults.retrySchedule, defaults.metadata]).toEqual([null, null, {}]);
});
