import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { loadConfig } from "#domain/config.ts";
import { generatedKey } from "./generated-key.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "posthouse-key-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test("a generated key is 32 bytes, stays, and only its owner may read it", async () => {
  const file = join(folder, "deep", "master-key");
  const key = await generatedKey(file);
  expect(Buffer.from(key, "base64")).toHaveLength(32);
  expect(await generatedKey(file)).toBe(key);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
});

test("processes that start together agree on one key", async () => {
  const file = join(folder, "master-key");
  const keys = await Promise.all(Array.from({ length: 8 }, () => generatedKey(file)));
  expect(new Set(keys).size).toBe(1);
});

test("a list of keys that the operator wrote for a rotation is taken as it stands", async () => {
  const file = join(folder, "master-key");
  const list = [1, 2].map((fill) => Buffer.alloc(32, fill).toString("base64")).join(",");
  await writeFile(file, `${list}\n`);
  expect(loadConfig({ POSTHOUSE_MASTER_KEY: await generatedKey(file) }).POSTHOUSE_MASTER_KEY).toHaveLength(2);
});
