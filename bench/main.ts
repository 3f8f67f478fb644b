import { spawnSync } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { cpus, release, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { GROWTH_HELP } from "#bench/rows/growth.ts";
import { SEED_HELP, seedCommand } from "#bench/seed/command.ts";
import { VERSION } from "#domain/version.ts";
import { type Cluster, onServer, startCluster } from "#harness/cluster.ts";
import { readOptions } from "#harness/read-options.ts";
import { main, say } from "#process/command.ts";
import { root } from "#process/root.ts";
import { measureAgainst } from "./against.ts";
import { formatRow, formatTotal, isGood, type RowReport } from "./report.ts";
import { claimCost } from "./rows/claim-cost.ts";
import { dashboard } from "./rows/dashboard.ts";
import { dispatch } from "./rows/dispatch.ts";
import { growth } from "./rows/growth.ts";
import { heldSnapshot } from "./rows/held-snapshot.ts";
import { ingest } from "./rows/ingest.ts";
import { isolation } from "./rows/isolation.ts";
import { latency } from "./rows/latency.ts";
import { memory } from "./rows/memory.ts";
import { peers } from "./rows/peers.ts";
import { sources } from "./rows/sources.ts";
import { storage } from "./rows/storage.ts";
import { createStage, type Row } from "./stage.ts";

/** In the order they are measured. A new row needs a line here and nothing else. */
const ROWS: readonly Row[] = [
  dispatch,
  memory,
  peers,
  storage,
  ingest,
  sources,
  latency,
  isolation,
  claimCost,
  heldSnapshot,
  growth,
  dashboard,
];

const NAMES = ROWS.map(({ name }) => name);

const HELP = `npm run bench -- [--only NAME[,NAME]…] [--rounds N] [--json | --against REVISION]

Measures this product against what it could at best be, and against what else there is, on a PostgreSQL of its own.
Medians of some rounds (3 unless told), both sides in turn. The result is kept in .posthouse/bench. Ends with 1 where a
number is not reached. --against measures another revision and this one in turn, and prints both and their ratio.

${ROWS.map(({ name, what }) => `  ${name.padEnd(13)} ${what}`).join("\n")}

${GROWTH_HELP}

${SEED_HELP}`;

const options = z.object({
  rounds: z.coerce.number({ error: "--rounds takes a number" }).int().min(1).max(100).default(3),
  only: z
    .array(z.string())
    .transform((given) => given.flatMap((names) => names.replaceAll(" ", "-").split(",")))
    .pipe(z.array(z.enum(NAMES, { error: `--only takes some of: ${NAMES.join(", ")}` })))
    .default(NAMES),
  json: z.boolean().default(false),
  against: z.string().optional(),
  help: z.boolean().default(false),
});

type Result = { startedAt: string; machine: Machine; rounds: number; rows: RowReport[] };

await main(async () => {
  const [command, ...rest] = process.argv.slice(2);
  if (command === "seed") return seedCommand(rest);
  const { rounds, only, json, against, help } = readOptions(options);
  if (help) {
    say(HELP);
    return 0;
  }
  const note = (line: string) => void process.stderr.write(`${line}\n`);
  if (against !== undefined) {
    say(await measureAgainst({ revision: against, rows: only, rounds, note }));
    return 0;
  }
  const startedAt = new Date().toISOString();
  const folder = await mkdtemp(join(tmpdir(), "posthouse-bench-"));
  const cluster = await startCluster({ durable: true });
  const stop = async () => {
    await cluster.stop();
    process.exit(130);
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void stop());
  const machine = await describeMachine(cluster.url);
  note(
    `${machine.cores} cores, ${machine.memoryGibibytes} GiB, Node ${machine.node}, PostgreSQL ${machine.postgres}, ${machine.commit}`,
  );
  const rows: RowReport[] = [];
  for (const row of ROWS.filter(({ name }) => only.includes(name))) {
    const report = await runRow(row, { cluster, rounds, folder, say: note });
    rows.push(report);
    if (!json) say(formatRow(report));
  }
  await cluster.stop();
  await rm(folder, { recursive: true, force: true });
  const file = await keep({ startedAt, machine, rounds, rows });
  if (json) say(JSON.stringify({ startedAt, machine, rounds, rows }, null, 2));
  else say(`${formatTotal(rows)} The result is in ${file}.`);
  return rows.every(isGood) ? 0 : 1;
});

async function keep(result: Result): Promise<string> {
  const folder = join(root, ".posthouse", "bench");
  await mkdir(folder, { recursive: true });
  const file = join(folder, `${result.startedAt.replaceAll(":", "-")}.json`);
  await writeFile(file, `${JSON.stringify(result, null, 2)}\n`);
  return file;
}

type RunOptions = { cluster: Cluster; rounds: number; folder: string; say: (line: string) => void };

/** Measures one row and clears up after it. A row that breaks says so in its report, and the others are still measured. */
async function runRow({ name, what, measure }: Row, options: RunOptions): Promise<RowReport> {
  const startedAt = performance.now();
  const { stage, close } = createStage({ row: name, ...options });
  const report = { row: name, what, figures: [], reaches: [], remarks: [], failure: null };
  const seconds = () => (performance.now() - startedAt) / 1000;
  try {
    return { ...report, ...(await measure(stage)), seconds: seconds() };
  } catch (error) {
    return { ...report, failure: error instanceof Error ? error.message : String(error), seconds: seconds() };
  } finally {
    await close();
  }
}

type Machine = Awaited<ReturnType<typeof describeMachine>>;

/** Where and of what a result is, a number without which says nothing: the machine, the programs, the database server. */
async function describeMachine(databaseUrl: string) {
  return {
    cpu: cpus()[0]?.model.trim() ?? "unknown",
    cores: cpus().length,
    memoryGibibytes: Math.round(totalmem() / 2 ** 30),
    system: `${process.platform} ${release()} ${process.arch}`,
    node: process.version,
    posthouse: VERSION,
    postgres: await serverVersion(databaseUrl),
    commit: commit(),
  };
}

async function serverVersion(url: string): Promise<string> {
  const [row] = await onServer(
    url,
    (sql) => sql<{ version: string }[]>`select current_setting('server_version') as version`,
  );
  return row?.version ?? "unknown";
}

/** With "+" where files were changed since. */
function commit(): string {
  const head = git("rev-parse", "--short", "HEAD");
  return head === "" ? "unknown" : `${head}${git("status", "--porcelain") === "" ? "" : "+"}`;
}

function git(...args: string[]): string {
  return spawnSync("git", args, { cwd: root, encoding: "utf8", timeout: 10_000 }).stdout?.trim() ?? "";
}
