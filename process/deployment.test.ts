import { randomBytes } from "node:crypto";
import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { loadConfig } from "#domain/config.ts";
import { createTestDatabase, type TestDatabase } from "#harness/test-database.ts";
import { generatedKey, openDeployment } from "./deployment.ts";

let testDatabase: TestDatabase;
let dataDir: string;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  dataDir = await mkdtemp(join(tmpdir(), "posthouse-deployment-"));
});
afterAll(async () => {
  await testDatabase.drop();
  await rm(dataDir, { recursive: true, force: true });
});

const given = { ...process.env };
afterEach(() => {
  for (const name of Object.keys(process.env)) if (!(name in given)) delete process.env[name];
  Object.assign(process.env, given);
});

const key = () => randomBytes(32).toString("base64");

/** What a start with these settings fails with. */
async function failure(settings: Record<string, string>): Promise<string> {
  const env = { NODE_ENV: "test" as const, POSTHOUSE_DATA_DIR: dataDir, DATABASE_URL: testDatabase.url, ...settings };
  const started = openDeployment(env, () => undefined);
  return started.then(
    async (deployment) => {
      await deployment.close();
      return "started";
    },
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
}

describe("a start fails with a sentence", () => {
  test("without a master key or a session secret, which are the operator's to keep", async () => {
    const said = await failure({});
    expect(said).toMatch(/^POSTHOUSE_MASTER_KEY is not set: .*\nNEXTAUTH_SECRET is not set: /);
    expect(await failure({ NEXTAUTH_SECRET: key() })).toMatch(/^POSTHOUSE_MASTER_KEY is not set: .*$/);
  });

  test.each([
    ["too short", randomBytes(31).toString("base64")],
    ["no base64", "not a key"],
    ["one of two too short", `${key()},${randomBytes(16).toString("base64")}`],
  ])("with a master key that is %s, without repeating it", async (_, masterKey) => {
    const said = await failure({ POSTHOUSE_MASTER_KEY: masterKey, NEXTAUTH_SECRET: key() });
    expect(said).toMatch(/^POSTHOUSE_MASTER_KEY must be 32 bytes in base64/);
    expect(said).not.toContain(masterKey);
  });

  test("with half of what single sign-on needs", async () => {
    const settings = { POSTHOUSE_MASTER_KEY: key(), NEXTAUTH_SECRET: key(), OIDC_ISSUER: "https://id.example.com" };
    expect(await failure(settings)).toMatch(/^OIDC_ISSUER is set: set OIDC_CLIENT_ID and OIDC_CLIENT_SECRET/);
  });
});

describe("a generated key", () => {
  test("is 32 bytes, stays, and only its owner may read it", async () => {
    const file = join(dataDir, "deep", "master-key");
    const key = await generatedKey(file);
    expect(Buffer.from(key, "base64")).toHaveLength(32);
    expect(await generatedKey(file)).toBe(key);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  test("is one for processes that start together", async () => {
    const file = join(dataDir, "shared-key");
    const keys = await Promise.all(Array.from({ length: 8 }, () => generatedKey(file)));
    expect(new Set(keys).size).toBe(1);
  });

  test("may be a list that the operator wrote for a rotation", async () => {
    const file = join(dataDir, "key-list");
    const list = [1, 2].map((fill) => Buffer.alloc(32, fill).toString("base64")).join(",");
    await writeFile(file, `${list}\n`);
    expect(loadConfig({ POSTHOUSE_MASTER_KEY: await generatedKey(file) }).POSTHOUSE_MASTER_KEY).toHaveLength(2);
  });
});
