import { expect, test } from "vitest";
import { SHORT_FORM_REWRITES } from "./short-form.ts";
import { allRoutes } from "./test-routes.ts";

test("every noun that lives in an app has a short path, and no other", async () => {
  const [rewrite] = SHORT_FORM_REWRITES;
  const short = /\(([\w|-]+)\)/.exec(rewrite?.source ?? "")?.[1]?.split("|") ?? [];
  const nouns = (await allRoutes()).flatMap(({ path }) => /^\/api\/v1\/apps\/\[app\]\/([\w-]+)/.exec(path)?.[1] ?? []);
  expect(short).toEqual(expect.arrayContaining([...new Set(nouns)]));
  const tenantLevel = (await allRoutes()).flatMap(({ path }) => /^\/api\/v1\/([\w-]+)/.exec(path)?.[1] ?? []);
  expect(short.filter((noun) => tenantLevel.includes(noun))).toEqual([]);
});
