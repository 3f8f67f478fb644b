import { spawn } from "node:child_process";
import { copyFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { root } from "#process/root.ts";
import { ROOMS, wrongImports } from "./rooms.ts";

/** A project of its own with our rules. */
let project: string;
beforeEach(async () => {
  project = await mkdtemp(join(tmpdir(), "posthouse-rooms-"));
  for (const file of ["biome.json", "package.json"]) await copyFile(join(root, file), join(project, file));
});
afterEach(() => rm(project, { recursive: true, force: true }));

async function plant(file: string, line: string): Promise<void> {
  await mkdir(dirname(join(project, file)), { recursive: true });
  await writeFile(join(project, file), `${line}\n`);
}

test("every import of today keeps to the rooms", () => {
  expect(wrongImports(root)).toEqual([]);
});

describe("each room", () => {
  /** By room: a file, an import that is refused there, and one that is not. */
  const PLANTED: Record<string, readonly [file: string, wrong: string, right: string]> = {
    "domain/*/words.ts": ["domain/endpoint/words.ts", "#domain/endpoint/schema.ts", "#domain/delivery/words.ts"],
    "domain/*/rule/*.ts": ["domain/endpoint/rule/name.ts", "../serialize.ts", "../words.ts"],
    "domain/rule/*.ts": ["domain/rule/field.ts", "../field.ts", "./moment.ts"],
    "domain/id.ts": ["domain/id.ts", "./new-id.ts", "./rule/field.ts"],
    "domain/egress/**": ["domain/egress/request.ts", "#http/route.ts", "#domain/error.ts"],
    "domain/**": ["domain/endpoint/create.ts", "#worker/main.ts", "#db/client.ts"],
    "db/**": ["db/schema/endpoint.ts", "#domain/endpoint/schema.ts", "#domain/endpoint/words.ts"],
    "http/door/**": ["http/door/accept.ts", "../route.ts", "#domain/event/accept.ts"],
    "http/**": ["http/route.ts", "#db/client.ts", "./door/accept.ts"],
    "components/**": ["components/endpoint/list.tsx", "#domain/endpoint/list.ts", "#domain/endpoint/schema.ts"],
    "app/api/**": ["app/api/v1/endpoints/route.ts", "#components/endpoint/list.tsx", "#http/route.ts"],
    "app/**": ["app/t/[tenant]/page.tsx", "#db/tenant.ts", "#components/endpoint/list.tsx"],
    "worker/**": ["worker/main.ts", "#http/route.ts", "#http/door/accept.ts"],
    "process/**": ["process/launch.ts", "#harness/receiver.ts", "#domain/config.ts"],
    "harness/**": ["harness/cluster.ts", "#worker/main.ts", "#process/launch.ts"],
    "demo/**": ["demo/main.ts", "#scripts/admin.ts", "#process/launch.ts"],
    "bench/**": ["bench/main.ts", "#faults/main.ts", "#worker/dispatch/claim.ts"],
    "faults/**": ["faults/main.ts", "../bench/main.ts", "#harness/receiver.ts"],
    "scripts/**": ["scripts/start.ts", "#demo/main.ts", "#http/openapi/document.ts"],
    "sdk/**": ["sdk/client.ts", "#domain/error.ts", "./wait.ts"],
    "*": ["proxy.ts", "#db/client.ts", "#http/page-path.ts"],
  };

  test("has its case", () => {
    expect(Object.keys(PLANTED)).toEqual(Object.keys(ROOMS));
  });

  test.each(Object.entries(PLANTED))("%s: says what to do instead", async (room, [file, wrong, right]) => {
    await plant(file, `export { a } from "${right}";`);
    expect(wrongImports(project)).toEqual([]);
    await plant(file, `export { a } from "${wrong}";`);
    expect(wrongImports(project)).toEqual([`${file} imports ${wrong}. ${ROOMS[room]?.instead}`]);
  });

  test("imports nothing that leads back up to it", () => {
    const folderOf = (pattern: string) => pattern.split("/")[0] ?? "";
    // Words stand below db/, though they lie in domain/.
    const isWords = (pattern: string) => pattern.startsWith("domain/*/");
    const below = new Map<string, Set<string>>();
    for (const [pattern, { may, mayType = [] }] of Object.entries(ROOMS).filter(([room]) => !isWords(room))) {
      const targets = [...may, ...mayType].filter((each) => !isWords(each)).map(folderOf);
      const folder = folderOf(pattern);
      below.set(folder, new Set([...(below.get(folder) ?? []), ...targets.filter((target) => target !== folder)]));
    }
    const reached = (from: string, seen = new Set<string>()): Set<string> => {
      for (const next of below.get(from) ?? []) if (!seen.has(next)) reached(next, seen.add(next));
      return seen;
    };
    expect([...below.keys()].filter((folder) => reached(folder).has(folder))).toEqual([]);
  });
});

test.each([
  'import { a } from "#worker/main.ts";',
  'import {\n  a,\n  type B,\n} from "#worker/main.ts";',
  'import type { A } from "#worker/main.ts";',
  'import "#worker/main.ts";',
  'export * from "#worker/main.ts";',
  'export type { A } from "../../worker/main.ts";',
  'export const a = () => import("#worker/main.ts");',
  'export type A = import("#worker/main.ts").A;',
])("an import is seen however it is written: %s", async (line) => {
  await plant("domain/endpoint/create.ts", line);
  expect(wrongImports(project)).toHaveLength(1);
});

test("a component may import the types of what it may not import", async () => {
  await plant("components/endpoint/list.tsx", 'import type { Endpoint } from "#domain/endpoint/serialize.ts";');
  expect(wrongImports(project)).toEqual([]);
  await plant("components/endpoint/list.tsx", 'import { serialize } from "#domain/endpoint/serialize.ts";');
  expect(wrongImports(project)).toHaveLength(1);
});

test("tests may import anything, and a new folder asks for its rule", async () => {
  await plant("domain/endpoint/create.test.ts", 'import { a } from "#worker/main.ts";');
  await plant("e2e/login.spec.ts", 'import { a } from "#worker/main.ts";');
  expect(wrongImports(project)).toEqual([]);
  await plant("helpers/strings.ts", "export const a = 1;");
  expect(wrongImports(project)).toEqual([expect.stringMatching(/^helpers\/strings.ts: .*scripts\/rooms.ts/)]);
});

test.each(["next/headers", "react", "next-auth/jwt"])(
  "the domain, db/ and the worker know nothing of %s",
  async (name) => {
    const files = ["db/client.ts", "domain/error.ts", "worker/main.ts"];
    for (const file of [...files, "app/page.tsx"]) await plant(file, `import "${name}";`);
    expect(wrongImports(project).map((sentence) => sentence.split(" ")[0])).toEqual(files);
  },
);

test("words and rules use no library", async () => {
  await plant("domain/endpoint/words.ts", 'import { z } from "zod";');
  expect(wrongImports(project)).toHaveLength(1);
});

const GUARDED = ["app/x.ts", "domain/endpoint/x.ts", "http/x.ts", "worker/dispatch/x.ts", "worker/main.ts"];
const FETCH = 'export const answer = fetch("http://127.0.0.1/");';

test.each([
  FETCH,
  'export { request } from "node:http";',
  'export { request } from "https";',
  'export { connect } from "node:net";',
  'export { connect } from "node:tls";',
  'export { Resolver } from "node:dns/promises";',
  'export { Agent } from "undici";',
])("no server code reaches the network past the egress guard: %s", async (line) => {
  for (const file of GUARDED) await plant(file, line);
  const refused = line === FETCH ? await refusedByBiome("noRestrictedGlobals") : wrongImports(project);
  expect(GUARDED.filter((file) => refused.some((said) => said.includes(file)))).toEqual(GUARDED);
});

test("the egress guard itself may, by sockets", async () => {
  await plant("domain/egress/x.ts", 'export { connect } from "node:net";');
  expect(wrongImports(project)).toEqual([]);
  await plant("domain/egress/x.ts", FETCH);
  expect(await refusedByBiome("noRestrictedGlobals")).toHaveLength(1);
});

test("files that import each other are refused, if only for their types", async () => {
  await plant(
    "domain/endpoint/a.ts",
    'import { b } from "#domain/endpoint/b.ts";\nexport const a = b;\nexport type A = string;',
  );
  await plant("domain/endpoint/b.ts", 'import type { A } from "./a.ts";\nexport const b: A = "";');
  expect(await refusedByBiome("noImportCycles")).toHaveLength(2);
});

/** What Biome says of the planted files by one rule. */
async function refusedByBiome(rule: string): Promise<string[]> {
  const biome = join(root, "node_modules/@biomejs/biome/bin/biome");
  const args = [biome, "lint", "--vcs-enabled=false", "--reporter=json", "--max-diagnostics=100"];
  const child = spawn(process.execPath, args, { cwd: project, stdio: ["ignore", "pipe", "ignore"] });
  const { diagnostics }: { diagnostics: unknown[] } = JSON.parse(await text(child.stdout));
  return diagnostics.map((diagnostic) => JSON.stringify(diagnostic)).filter((each) => each.includes(rule));
}
