import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { hashSources } from "./build.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "posthouse-sources-"));
  await write("app/page.tsx", "one");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function write(path: string, content: string): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), content);
}

test.each([
  ["a changed file", "app/page.tsx", "two"],
  ["a new file deep down", "components/ui/new/button.tsx", "x"],
  ["a new file at the top", "next.config.ts", "x"],
])("%s asks for a new build", async (_case, path, content) => {
  const before = await hashSources(folder);
  await write(path, content);
  expect(await hashSources(folder)).not.toBe(before);
});

test.each([
  "worker/main.ts",
  "e2e/journey.spec.ts",
  "app/page.test.tsx",
  ".next/build",
  "node_modules/x/index.js",
  "docs/a.ts",
  "README.md",
])("%s does not", async (path) => {
  const before = await hashSources(folder);
  await write(path, "anything");
  expect(await hashSources(folder)).toBe(before);
});
