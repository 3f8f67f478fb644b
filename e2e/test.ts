import { test as base, expect } from "@playwright/test";
import { disconnectDatabase } from "#db/client.ts";
import { answers } from "#harness/behaviours.ts";
import { type Receiver, startReceiver } from "#harness/receiver.ts";
import { type FurnishedTenant, furnish } from "./furnish.ts";
import { waitingForHydration } from "./hydrated.ts";
import { newTenant, type Tenant } from "./tenant.ts";
import { watchForFaults } from "./watch-for-faults.ts";

type TestFixtures = {
  /** A tenant of the test's own. */
  tenant: Tenant;
  /** A receiver of the test's own; answers 200 until told otherwise. */
  receiver: Receiver;
  /** What of the browser's complaints the test brings about itself, beyond refusals. */
  provoked: RegExp | null;
  faultless: undefined;
};
type WorkerFixtures = {
  /** A tenant with something to see on every page, for tests that only look. */
  furnished: FurnishedTenant;
  database: undefined;
};

/** Every test also proves that the browser found nothing to complain about. */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  database: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the dependencies out of the pattern.
    async ({}, use) => {
      await use(undefined);
      await disconnectDatabase();
    },
    { scope: "worker", auto: true },
  ],
  furnished: [
    async ({ browser, database: _ }, use) => {
      const { close, ...furnished } = await furnish(browser);
      await use(furnished);
      await close();
    },
    { scope: "worker", timeout: 60_000 },
  ],
  page: async ({ page, javaScriptEnabled }, use) => use(javaScriptEnabled ? waitingForHydration(page) : page),
  tenant: async ({ database: _ }, use) => use(await newTenant()),
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the dependencies out of the pattern.
  receiver: async ({}, use) => {
    const receiver = await startReceiver({ behaviour: answers() });
    await use(receiver);
    await receiver.close();
  },
  provoked: [null, { option: true }],
  faultless: [
    async ({ context, provoked }, use) => {
      const faults = watchForFaults(context, provoked);
      await use(undefined);
      expect(faults).toEqual([]);
    },
    { auto: true },
  ],
});

/** The same, signed in to the furnished tenant as its admin. */
export const furnishedTest = test.extend({
  storageState: async ({ furnished }, use) => use(furnished.session),
});

export { expect };
