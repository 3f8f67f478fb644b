import { join } from "node:path";
import { z } from "zod";
import { startCluster } from "#harness/cluster.ts";
import { readOptions } from "#harness/read-options.ts";
import { installJournal } from "./evidence/journal.ts";
import { play } from "./play.ts";
import type { RunReport } from "./report.ts";
import { SCENARIOS } from "./scenarios/all-scenarios.ts";

const options = z.object({
  scenario: z.enum(SCENARIOS.map(({ name }) => name)),
  form: z.enum(["short", "long"]),
  rounds: z.coerce.number().int().min(1),
  seed: z.coerce.number().int(),
  folder: z.string(),
});

await main();

/** One scenario in a process of its own, on a PostgreSQL of its own; tells whoever started it of each round. */
async function main(): Promise<void> {
  const { scenario: name, form, rounds, seed, folder } = readOptions(options);
  const scenario = SCENARIOS.find((one) => one.name === name);
  if (!scenario) throw new Error(`There is no scenario ${name}.`);
  const cluster = await startCluster({
    durable: scenario.needsDurability === true,
    keepsCommitTimes: true,
    prepare: installJournal,
  });
  for (let round = 1; round <= rounds; round++) {
    const roundFolder = join(folder, `${name}-${round}`);
    tell(await play(scenario, { form, round, seed: seed + round, cluster, folder: roundFolder }));
  }
  await cluster.stop();
  process.exit(0);
}

function tell(report: RunReport): void {
  if (process.send) process.send(report);
  else process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
}
