import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { z } from "zod";
import { ROWS } from "#bench/rows/all-rows.ts";
import { GROWTH_HELP } from "#bench/rows/growth.ts";
import { SEED_HELP, seedCommand } from "#bench/seed/command.ts";
import { startCluster } from "#harness/cluster.ts";
import { main } from "#process/command.ts";
import { root } from "#process/root.ts";
import { say } from "#process/say.ts";
import { formatRow, formatTotal } from "./format-table.ts";
import { describeMachine, type Machine } from "./machine.ts";
import { isGood, type RowReport } from "./report.ts";
import { runRow } from "./run-row.ts";

const NAMES = ROWS.map(({ name }) => name);

const HELP = `npm run bench -- [--only NAME[,NAME]…] [--rounds N] [--json]

Measures this product against what it could at best be, and against what else there is, on a PostgreSQL of its own.
Medians of some rounds (3 unless told), both sides in turn. The result is kept in .posthouse/bench. Ends with 1 where a
number is not reached.

${ROWS.map(({ name, what }) => `  ${name.padEnd(12)} ${what}`).join("\n")}

${GROWTH_HELP}

${SEED_HELP}`;

const asked = z.object({
  rounds: z.coerce.number({ error: "--rounds takes a number" }).int().min(1).max(100).default(3),
  only: z
    .array(z.string())
    .transform((given) => given.flatMap((names) => names.split(",")))
    .pipe(z.array(z.enum(NAMES, { error: `--only takes some of: ${NAMES.join(", ")}` })))
    .default(NAMES),
  json: z.boolean().default(false),
  help: z.boolean().default(false),
});

type Result = { startedAt: string; machine: Machine; rounds: number; rows: RowReport[] };

await main(async () => {
  const [command, ...rest] = process.argv.slice(2);
  if (command === "seed") return seedCommand(rest);
  const { rounds, only, json, help } = readArguments();
  if (help) {
    say(HELP);
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
  const note = (line: string) => void process.stderr.write(`${line}\n`);
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

function readArguments(): z.output<typeof asked> {
  const options = {
    rounds: { type: "string" },
    only: { type: "string", multiple: true },
    json: { type: "boolean" },
    help: { type: "boolean" },
  } as const;
  const parsed = asked.safeParse(parseArgs({ options }).values);
  if (!parsed.success) throw new Error(parsed.error.issues.map(({ message }) => message).join("\n"));
  return parsed.data;
}

async function keep(result: Result): Promise<string> {
  const folder = join(root, ".posthouse", "bench");
  await mkdir(folder, { recursive: true });
  const file = join(folder, `${result.startedAt.replaceAll(":", "-")}.json`);
  await writeFile(file, `${JSON.stringify(result, null, 2)}\n`);
  return file;
}
