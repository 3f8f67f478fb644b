import { once } from "node:events";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { withFileLock } from "#db/embedded/file-lock.ts";
import { hashSources } from "./hash-sources.ts";
import { launch } from "./launch.ts";
import { root } from "./root.ts";
import { step } from "./say.ts";

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
