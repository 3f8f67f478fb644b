import { spawn } from "node:child_process";
import { copyFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { root } from "#process/root.ts";

/** A project of its own with our rules. */
let project: string;
beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), "posthouse-rules-"));
  await copyFile(join(root, "biome.json"), join(project, "biome.json"));
});
afterAll(() => rm(project, { recursive: true, force: true }));

/** The files among these that the linter refuses such a line in, by a rule of that name. */
async function refused(line: string, files: readonly string[], rule: string): Promise<string[]> {
  for (const file of files) {
    await mkdir(dirname(join(project, file)), { recursive: true });
    await writeFile(join(project, file), `${line}\n`);
  }
  const biome = join(root, "node_modules/@biomejs/biome/bin/biome");
  const args = [biome, "lint", "--vcs-enabled=false", "--reporter=json", "--max-diagnostics=100", ...files];
  const child = spawn(process.execPath, args, { cwd: project, stdio: ["ignore", "pipe", "ignore"] });
  const { diagnostics }: { diagnostics: unknown[] } = JSON.parse(await text(child.stdout));
  const said = diagnostics.map((diagnostic) => JSON.stringify(diagnostic)).filter((each) => each.includes(rule));
  return files.filter((file) => said.some((each) => each.includes(file)));
}

const GUARDED = ["domain/endpoint/x.ts", "worker/dispatch/x.ts", "worker/main.ts", "http/x.ts", "app/x.ts"];
const RULES = "lint/style/noRestricted";

test.each([
  'export const answer = fetch("http://127.0.0.1/");',
  'export { request } from "node:http";',
  'export { request } from "https";',
  'export { connect } from "node:net";',
  'export { connect } from "node:tls";',
  'export { Resolver } from "node:dns/promises";',
  'export { Agent } from "undici";',
])("no server code reaches the network past the egress guard: %s", async (line) => {
  expect(await refused(line, GUARDED, RULES)).toEqual(GUARDED);
});

test("the egress guard itself may, by sockets", async () => {
  const guard = ["domain/egress/x.ts"];
  expect(await refused('export { connect } from "node:net";', guard, RULES)).toEqual([]);
  expect(await refused('export const answer = fetch("http://127.0.0.1/");', guard, RULES)).toEqual(guard);
});
