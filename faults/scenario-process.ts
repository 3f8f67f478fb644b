import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import postgres from "postgres";
import { z } from "zod";
import { connectDatabase, disconnectDatabase } from "#db/client.ts";
import { type Cluster, startCluster } from "#harness/cluster.ts";
import { startLedgerReceiver } from "#harness/ledger-receiver.ts";
import { readOptions } from "#harness/read-options.ts";
import { seededRandom } from "#harness/seeded-random.ts";
import { masterKey, setSettings } from "#harness/tenant.ts";
import { drain } from "./drain.ts";
import { gatherEvidence } from "./evidence/gather.ts";
import { installJournal } from "./evidence/journal.ts";
import { INVARIANTS } from "./invariants/all-invariants.ts";
import { type RunReport, summarise } from "./report.ts";
import { SCENARIOS } from "./scenarios/all-scenarios.ts";
import type { Scenario } from "./scenarios/scenario.ts";
import { createStage, type Form, SCALES, type Stage } from "./stage.ts";
import { makeWorld, STANDARD_PLAN } from "./world.ts";

const options = z.object({
  scenario: z.enum(SCENARIOS.map(({ name }) => name)),
  form: z.enum(["short", "long"]),
  rounds: z.coerce.number().int().min(1),
  seed: z.coerce.number().int(),
  folder: z.string(),
});

/** One scenario in a process of its own, on a PostgreSQL of its own; tells whoever started it of each round. */
async function main(): Promise<void> {
  const { scenario: name, form, rounds, seed, folder } = readOptions(options);
  const scenario = SCENARIOS.find((one) => one.name === name);
  if (!scenario) throw new Error(`There is no scenario ${name}.`);
  setSettings();
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

type PlayOptions = { form: Form; round: number; seed: number; cluster: Cluster; folder: string };

const DRAINS_WITHIN_MS = 240_000;

/** Plays one scenario once: sets up, throws, drains, stops, and judges what is left. */
async function play(scenario: Scenario, options: PlayOptions): Promise<RunReport> {
  const { form, round, seed, cluster, folder } = options;
  const startedAt = performance.now();
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const { url: databaseUrl } = await cluster.createDatabase("faults");
  connectDatabase(databaseUrl, { connectionsMax: 3 });
  const sql = postgres(databaseUrl, {
    max: 3,
    onnotice: () => {},
    connection: { application_name: "faults", TimeZone: "UTC" },
  });
  const receiver = await startLedgerReceiver(folder);
  const world = await makeWorld(scenario.plan ?? STANDARD_PLAN, receiver);
  const given = { scale: SCALES[form], random: seededRandom(seed), cluster, databaseUrl, sql, world, receiver };
  const { stage, record } = createStage({ ...given, folder, masterKey });
  await runAndDrain(scenario, stage);
  await stopAll(stage);
  for (const close of record.closers) await close();
  const evidence = await gatherEvidence({ sql, world, record, hits: await receiver.ledger() });
  const violations = [
    { rule: scenario.name, breaches: record.broken },
    ...INVARIANTS.map(({ name, check }) => ({ rule: name, breaches: check(evidence) })),
  ].filter(({ breaches }) => breaches.length > 0);
  await receiver.kill();
  await sql.end({ timeout: 5 });
  await disconnectDatabase();
  return {
    scenario: scenario.name,
    what: scenario.what,
    round,
    seed,
    ...summarise(evidence),
    kills: record.kills,
    seconds: (performance.now() - startedAt) / 1000,
    remarks: record.remarks,
    violations,
    folder,
  };
}

/** A scenario that breaks is a finding; what it left behind is judged all the same. */
async function runAndDrain(scenario: Scenario, stage: Stage): Promise<void> {
  try {
    await scenario.run(stage);
    const left = await drain(stage.sql, { timeoutMs: DRAINS_WITHIN_MS });
    stage.require(left.length === 0, `The queue was not empty after ${DRAINS_WITHIN_MS / 1000} s: ${left.join(", ")}`);
  } catch (error) {
    stage.require(false, error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
}

async function stopAll(stage: Stage): Promise<void> {
  const running = stage.workers.filter((worker) => worker.isRunning());
  const ends = await Promise.all(running.map(async (worker) => ({ worker, how: await worker.stop() })));
  for (const { worker, how } of ends) stage.require(how === "exit code 0", `${worker.name} ended with ${how}.`);
}

await main();
