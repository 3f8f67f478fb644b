import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { withFileLock } from "#db/embedded/file-lock.ts";
import { step } from "./command.ts";
import { launch } from "./launch.ts";
import { root } from "./root.ts";

const stampFile = join(root, ".next", "posthouse-sources");
const workDir = join(root, ".posthouse");
const waitMs = 900_000;
const outputLinesMax = 40;

/** Runs `next build`, unless the last finished build was made of the same sources. */
export async function buildWhenStale(env: NodeJS.ProcessEnv): Promise<void> {
  await mkdir(workDir, { recursive: true });
  await withFileLock({ path: join(workDir, "building"), what: "building the dashboard", waitMs }, async () => {
    const sources = await hashSources(root);
    if ((await readFile(stampFile, "utf8").catch(() => "")) === sources) return;
    await rm(stampFile, { force: true });
    await step("Building the dashboard", () => build(env));
    await writeFile(stampFile, sources);
  });
}

async function build(env: NodeJS.ProcessEnv): Promise<void> {
  const log = join(workDir, "build.log");
  const child = launch({
    name: "build",
    args: [join(root, "node_modules/next/dist/bin/next"), "build", root],
    env: { ...env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1", NO_COLOR: "1" },
    output: { file: log },
  });
  const [code] = await once(child, "exit");
  if (code === 0) return;
  const said = (await readFile(log, "utf8")).trim().split("\n").slice(-outputLinesMax);
  throw new Error(`The dashboard could not be built. next build said:\n${said.join("\n")}`);
}

/** Folders at the top that the dashboard's build doesn't read. */
const unreadFolders = new Set([
  "node_modules",
  "bench",
  "demo",
  "docs",
  "drizzle",
  "e2e",
  "faults",
  "harness",
  "process",
  "scripts",
  "worker",
  "test-results",
  "playwright-report",
]);
const unreadFile = /^\.|\.test\.tsx?$|\.md$|\.tsbuildinfo$|\.log$|^next-env\.d\.ts$/;

/** One digest over the names and contents of every file below `root` that a build may read. */
export async function hashSources(root: string): Promise<string> {
  const hash = createHash("sha256");
  for (const path of (await sourceFiles(root)).sort()) {
    hash.update(`${path}\0`).update(
      createHash("sha256")
        .update(await readFile(join(root, path)))
        .digest(),
    );
  }
  return hash.digest("hex");
}

async function sourceFiles(root: string): Promise<string[]> {
  const top = await readdir(root, { withFileTypes: true });
  const folders = top.filter(({ name }) => !name.startsWith(".") && !unreadFolders.has(name));
  const below = await Promise.all(
    folders
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => readdir(join(root, name), { recursive: true, withFileTypes: true })),
  );
  return [...folders, ...below.flat()]
    .filter((entry) => entry.isFile() && !unreadFile.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));
}
