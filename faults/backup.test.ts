import { spawnSync } from "node:child_process";
import { rm } from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { system } from "#db/tenant.ts";
import { createEndpoint } from "#domain/endpoint/create.ts";
import { parseId } from "#domain/id.ts";
import { activeSecretsOfMany } from "#domain/secret/active-secrets.ts";
import { actorIn, makeTenant } from "#domain/test-factory.ts";
import { temporaryFolder } from "#harness/cluster.ts";
import { openDeployment } from "#process/deployment.ts";
import { withoutSettings } from "#process/launch.ts";

const folders: string[] = [];

beforeAll(async () => {
  for (const name of ["kept", "restored"]) folders.push(await temporaryFolder(name));
});
afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

function open(dataDir: string) {
  return openDeployment({ ...withoutSettings(process.env), POSTHOUSE_DATA_DIR: dataDir }, () => undefined);
}

test("a copy of the data directory, made at rest, is a whole deployment", { timeout: 120_000 }, async () => {
  const [kept = "", restored = ""] = folders;
  const original = await open(kept);
  const tenant = await makeTenant();
  const { id, secret } = await createEndpoint({ actor: actorIn(tenant) }, { url: "https://hooks.example.com/" });
  await original.close();
  expect(spawnSync("cp", ["-a", `${kept}/.`, restored], { timeout: 60_000 }).status).toBe(0);
  await rm(kept, { recursive: true });

  const copy = await open(restored);
  const endpointId = parseId("ep", id) ?? "";
  const secrets = await activeSecretsOfMany(system(), [endpointId]);
  expect(secrets.get(endpointId)).toEqual([secret]);
  await copy.close();
});
