import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { root } from "#process/root.ts";

const description = join(root, "docs/reference/openapi.json");
// Neither tool may look for news of itself.
const OFFLINE = { REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" };

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "posthouse-openapi-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function run(file: string, args: readonly string[]): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const options = { cwd: folder, env: { ...process.env, ...OFFLINE }, timeout: 100_000 };
    execFile(process.execPath, [file, ...args], options, (error, stdout, stderr) => {
      resolve({ code: error ? 1 : 0, output: `${stdout}${stderr}` });
    });
  });
}

test("Redocly finds nothing to warn of", { timeout: 120_000 }, async () => {
  const lint = (file: string) =>
    run(join(root, "node_modules/@redocly/cli/bin/cli.js"), ["lint", file, "--extends=recommended-strict"]);
  const { code, output } = await lint(description);
  expect([code, output]).toEqual([0, expect.stringContaining("Your API description is valid")]);
  await writeFile(join(folder, "broken.json"), '{"openapi":"3.1.0","info":{"title":"x","version":"1"},"paths":{}}');
  expect((await lint(join(folder, "broken.json"))).code).toBe(1);
});

test("a typed client can be made of it", { timeout: 120_000 }, async () => {
  const cli = join(root, "scripts/openapi-types/node_modules/openapi-typescript/bin/cli.js");
  const made = await run(cli, [description, "-o", "api.d.ts"]);
  expect(made).toMatchObject({ code: 0 });
  await writeFile(join(folder, "use.ts"), USE);
  const options = ["--noEmit", "--strict", "--allowImportingTsExtensions", "--types", "", "--module", "nodenext"];
  const tsc = (file: string) => run(join(root, "node_modules/typescript/bin/tsc"), [...options, file]);
  expect(await tsc("use.ts")).toEqual({ code: 0, output: "" });
  await writeFile(join(folder, "misuse.ts"), USE.replace('"active"', '"asleep"'));
  expect((await tsc("misuse.ts")).output).toContain("asleep");
});

/** What a caller writes down: a state, an answer's field, a body, a query. */
const USE = `
import type { components, operations, paths } from "./api.d.ts";
export const status: components["schemas"]["Endpoint"]["status"] = "active";
type Created = paths["/api/v1/endpoints"]["post"]["responses"][201]["content"]["application/json"];
export const secretOf = (created: Created): string => created.secret;
export const body: operations["deliveryReplay"]["requestBody"] = { content: { "application/json": { force: true } } };
export const query: operations["deliveryList"]["parameters"]["query"] = { status: ["failed"], limit: 10 };
type Refusal = components["responses"]["PayloadExpired"]["content"]["application/problem+json"];
export const codeOf = (refusal: Refusal): "payload_expired" => refusal.code;
`;
