import { expect, test } from "vitest";
import * as api from "#domain/endpoint/schema.ts";
import { HEADERS_MAX, RETRY_ENTRIES_MAX, RETRY_SECONDS_MAX } from "./limits.ts";

test("the form's limits are the API's", () => {
  expect({ HEADERS_MAX, RETRY_ENTRIES_MAX, RETRY_SECONDS_MAX }).toEqual({
    HEADERS_MAX: api.HEADERS_MAX,
    RETRY_ENTRIES_MAX: api.RETRY_ENTRIES_MAX,
    RETRY_SECONDS_MAX: api.RETRY_SECONDS_MAX,
  });
});
