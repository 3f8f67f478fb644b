import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { SCENARIOS } from "#faults/scenarios/all-scenarios.ts";
import { readOptions } from "#harness/read-options.ts";
import { main, say, stopRequest } from "#process/command.ts";
import { formatReport, formatTotal } from "./report.ts";
import { inParallel, runScenario } from "./run-scenario.ts";

/** Runs wait for leases most of the time, so two fit beside each other on a small machine. */
const AT_A_TIME = 2;

const NAMES = SCENARIOS.map(({ name }) => name);

const HELP = `npm run test:faults -- [--rounds N] [--only name]… [--short] [--seed N]

Throws faults at real processes and a PostgreSQL of its own, and holds what the receivers wrote down against what the
database says. Without arguments: every fault, five rounds each, in some 40 minutes.

${SCENARIOS.map(({ name, what }) => `  ${name.padEnd(20)} ${what}`).join("\n")}`;

const options = z.object({
  rounds: z.coerce.number({ error: "--rounds takes a number" }).int().min(1).max(1000).default(5),
  only: z.array(z.enum(NAMES, { error: `--only takes one of: ${NAMES.join(", ")}` })).default(NAMES),
  short: z.boolean().default(false),
  seed: z.coerce
    .number({ error: "--seed takes a number" })
    .int()
    .min(0)
    .default(() => Date.now() % 1_000_000),
  help: z.boolean().default(false),
});

await main(async () => {
  const { rounds, only, short, seed, help } = readOptions(options);
  if (help) {
    say(HELP);
    return 0;
  }
  const stop = stopRequest();
  const folder = await mkdtemp(join(tmpdir(), "posthouse-faults-"));
  const scenarios = SCENARIOS.filter(({ name }) => only.includes(name));
  say(`${scenarios.length} faults, ${rounds} rounds each, seed ${seed}.`);
  const reports = await inParallel(scenarios, AT_A_TIME, (scenario) =>
    runScenario(scenario, {
      form: short ? "short" : "long",
      rounds,
      seed,
      folder,
      stop,
      onReport: (report) => say(formatReport(report)),
    }),
  );
  say("");
  say(formatTotal(reports.flat()));
  const isClean = !stop.aborted && reports.flat().every(({ violations }) => violations.length === 0);
  if (isClean) await rm(folder, { recursive: true, force: true });
  return isClean ? 0 : 1;
});
