import { beforeEach, expect, test } from "vitest";
import { countRequest, countSourceRequest, LIMIT_WINDOW_SECONDS } from "./limit.ts";

// Read lazily, so setting them at import comes early enough.
Object.assign(process.env, {
  RATE_LIMIT_PER_CALLER: "2",
  RATE_LIMIT_PER_TENANT: "3",
  RATE_LIMIT_EVENTS_PER_KEY: "5",
  RATE_LIMIT_EVENTS_PER_TENANT: "100",
  RATE_LIMIT_PER_SOURCE: "1",
});

let tenantId: string;
beforeEach(() => {
  tenantId = crypto.randomUUID();
});

/** How many of many requests pass. */
async function passing(count: () => Promise<void>): Promise<number> {
  const answers = await Promise.allSettled(Array.from({ length: 200 }, count));
  return answers.filter(({ status }) => status === "fulfilled").length;
}

test("a key, a person and a tenant each have their limit, and what a key is refused takes nothing from its tenant", async () => {
  const key = { type: "key", id: "k", tenantId };
  const person = { type: "user", id: "u", tenantId };
  expect(await passing(() => countRequest("management", key))).toBe(2 * LIMIT_WINDOW_SECONDS);
  expect(await passing(() => countRequest("management", person))).toBe(1 * LIMIT_WINDOW_SECONDS);
  const elsewhere = { ...person, tenantId: crypto.randomUUID() };
  expect(await passing(() => countRequest("management", elsewhere))).toBe(2 * LIMIT_WINDOW_SECONDS);
});

test("sending events has limits of its own", async () => {
  const key = { type: "key", id: "k", tenantId };
  await passing(() => countRequest("management", key));
  expect(await passing(() => countRequest("events", key))).toBe(5 * LIMIT_WINDOW_SECONDS);
});

test("a source has its limit", async () => {
  expect(await passing(() => countSourceRequest(crypto.randomUUID()))).toBe(200);
  expect(await passing(() => countSourceRequest(tenantId))).toBe(1 * LIMIT_WINDOW_SECONDS);
});
