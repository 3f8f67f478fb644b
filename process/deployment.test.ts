import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#harness/test-database.ts";
import { openDeployment } from "./deployment.ts";

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
