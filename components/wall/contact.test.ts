import { expect, it } from "vitest";
import { ApiError } from "#components/query/api-error.ts";
import { contactOf } from "./contact.ts";

const AT = 1_800_000_000_000;
const refusal = (status: number) => new ApiError(status, "x", "Refused.");

it.each([
  ["is there while answers come", null, 4_000, { isLost: false }],
  ["survives one answer that fails", refusal(503), 9_000, { isLost: false }],
  ["is lost after two that fail", refusal(503), 13_000, { isLost: true, since: AT, why: "no_answer" }],
  ["is lost when answers just do not come", null, 13_000, { isLost: true, since: AT, why: "no_answer" }],
  [
    "is lost without a network",
    new TypeError("Failed to fetch"),
    13_000,
    { isLost: true, since: AT, why: "no_answer" },
  ],
  ["is lost at once by who is signed out", refusal(401), 100, { isLost: true, since: AT, why: "signed_out" }],
  ["is lost at once by who may not look any more", refusal(403), 100, { isLost: true, since: AT, why: "refused" }],
  ["is lost at once with the tenant", refusal(404), 100, { isLost: true, since: AT, why: "refused" }],
] as const)("contact %s", (_, error, elapsedMs, contact) => {
  expect(contactOf({ dataUpdatedAt: AT, error }, AT + elapsedMs)).toEqual(contact);
});
