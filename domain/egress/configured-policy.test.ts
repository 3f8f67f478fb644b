import { expect, test } from "vitest";
import { loadConfig } from "#domain/config.ts";
import { checkEndpointUrl } from "./check-url.ts";
import { policyOf } from "./configured-policy.ts";

const policy = policyOf(
  loadConfig({
    PORT: "4300",
    INGEST_PORT: "4301",
    PUBLIC_URL: "https://posthouse.example.com",
    INGEST_URL: "https://in.example.com:8443",
    EGRESS_ALLOW_CIDRS: "127.0.0.0/8, 10.1.0.0/16",
    EGRESS_ALLOW_HTTP: "true",
  }),
);

test.each([
  ["https://hooks.example.com/a", true],
  ["http://10.1.2.3/a", true],
  ["http://10.2.2.3/a", false],
  ["http://127.0.0.2:9999/a", true],
  ["http://127.0.0.2:4300/a", false],
  ["http://127.0.0.1:4301/in/abc", false],
  ["https://posthouse.example.com/api", false],
  ["https://in.example.com:8443/in/abc", false],
  ["https://in.example.com/in/abc", true],
])("the settings decide whether %s may be an endpoint: %s", (url, isAllowed) => {
  expect(checkEndpointUrl(url, policy).ok).toBe(isAllowed);
});
