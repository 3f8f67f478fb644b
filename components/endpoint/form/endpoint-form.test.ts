import { expect, test } from "vitest";
import { createEndpointInput, TIMEOUT_MS_DEFAULT } from "#domain/endpoint/schema.ts";
import { NEW_ENDPOINT } from "./endpoint-form.tsx";

test("a new endpoint's form starts with the API's own defaults", () => {
  const url = "https://hooks.example.com";
  const { requestConfig, ...defaults } = createEndpointInput.parse({ url });
  expect({ ...NEW_ENDPOINT, url }).toEqual({
    ...defaults,
    requestConfig: { timeoutMs: TIMEOUT_MS_DEFAULT, headers: {}, ...requestConfig },
  });
});
