import { expect, test } from "vitest";
import { returnPath } from "./return-path.ts";

const OWN = "https://hooks.example.com";

test.each([
  "/t/acme/production/endpoints",
  "/t/acme/production/deliveries?status=failed&q=a%20b",
  "https://hooks.example.com/t/acme/production/overview",
])("goes back to our own %s", (wanted) => {
  expect(returnPath(wanted, OWN)).toBe(wanted.replace(OWN, ""));
});

test.each([
  "https://evil.example/t/acme",
  "//evil.example",
  "/\\evil.example",
  "\\\\evil.example",
  "/\t/evil.example",
  "https://hooks.example.com//evil.example",
  "https://hooks.example.com@evil.example/",
  "https://hooks.example.com.evil.example/",
  "http://hooks.example.com/t",
  "javascript:alert(1)",
  "data:text/html,x",
  "/login?callbackUrl=/login",
  "/api/auth/signout",
  `/${"a".repeat(3000)}`,
  "",
  null,
  undefined,
])("starts at the front door instead of %s", (wanted) => {
  expect(returnPath(wanted, OWN)).toBe("/");
});
