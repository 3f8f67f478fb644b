import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { z } from "zod";
import { root } from "#process/root.ts";
import { formatComparison, type Numbers } from "./report.ts";

type Against = { revision: string; rows: readonly string[]; rounds: number; note: (line: string) => void };

/**
 * Measures rows of another revision and of this one in turn, a round each time, and answers both medians of each number
 * with their ratio. The other one stands in a worktree of its own meanwhile, which goes also where this is interrupted.
 */
export async function measureAgainst({ revision, rows, rounds, note }: Against): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "posthouse-against-"));
  const there = join(folder, "worktree");
  const programs = startPrograms();
  const before: Numbers[] = [];
  const after: Numbers[] = [];
  const measure = async (cwd: string) => {
    const args = ["bench/main.ts", "--json", "--rounds", "1", "--only", rows.join(",")];
    return numbersOf(await programs.run(process.execPath, args, { cwd, endsWith: [0, 1] }));
  };
  try {
    await programs.run("git", ["worktree", "add", "--quiet", "--detach", there, revision]);
    if (await isSameLock(there)) await symlink(join(root, "node_modules"), join(there, "node_modules"));
    else await programs.run("npm", ["ci"], { cwd: there });
    for (let round = 1; round <= rounds; round++) {
      note(`round ${round} of ${rounds}: ${revision}`);
      before.push(await measure(there));
      note(`round ${round} of ${rounds}: this one`);
      after.push(await measure(root));
    }
  } finally {
    programs.close();
    await rm(folder, { recursive: true, force: true });
    spawnSync("git", ["worktree", "prune"], { cwd: root });
  }
  return formatComparison(before, after);
}

/** Runs one program at a time. An interrupt ends it and fails the run; none is begun after that. */
function startPrograms() {
  const interrupted = new AbortController();
  const interrupt = () => interrupted.abort(new Error("It was interrupted."));
  const signals = ["SIGINT", "SIGTERM"] as const;
  for (const signal of signals) process.on(signal, interrupt);
  const run = async (
    command: string,
    args: readonly string[],
    { cwd = root, endsWith = [0] } = {},
  ): Promise<string> => {
    interrupted.signal.throwIfAborted();
    const child = spawn(command, args, { cwd, stdio: ["ignore", "pipe", "inherit"] });
    const end = () => child.kill("SIGTERM");
    interrupted.signal.addEventListener("abort", end);
    const [output, [code]] = await Promise.all([text(child.stdout), once(child, "close")]);
    interrupted.signal.removeEventListener("abort", end);
    interrupted.signal.throwIfAborted();
    if (!endsWith.includes(Number(code ?? -1))) throw new Error(`${command} ${args.join(" ")} ended with ${code}.`);
    return output;
  };
  const close = () => {
    for (const signal of signals) process.off(signal, interrupt);
  };
  return { run, close };
}

async function isSameLock(there: string): Promise<boolean> {
  const [ours, theirs] = await Promise.all(
    [root, there].map((folder) => readFile(join(folder, "package-lock.json"), "utf8")),
  );
  return ours === theirs;
}

const result = z.object({
  rows: z.array(
    z.object({
      row: z.string(),
      failure: z.string().nullable(),
      figures: z.array(
        z.object({ label: z.string(), unit: z.string(), spread: z.object({ median: z.number().nullable() }) }),
      ),
      reaches: z.array(z.object({ label: z.string(), unit: z.string(), value: z.number().nullable() })),
    }),
  ),
});

/** A row that was not measured says why. */
function numbersOf(output: string): Numbers {
  const numbers: Numbers = new Map();
  for (const { row, failure, figures, reaches } of result.parse(JSON.parse(output)).rows) {
    if (failure !== null) throw new Error(`${row} was not measured: ${failure}`);
    for (const { label, unit, spread } of figures)
      numbers.set(`${row}: ${label}, ${unit}`, spread.median ?? Number.NaN);
    for (const { label, unit, value } of reaches)
      numbers.set(`${row}: ${label}${unit && `, ${unit}`}`, value ?? Number.NaN);
  }
  return numbers;
}
