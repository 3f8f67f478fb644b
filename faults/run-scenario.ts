import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { launch, signalGroup, withoutSettings } from "#process/launch.ts";
import { root } from "#process/root.ts";
import { type RunReport, runReport } from "./report.ts";
import type { Scenario } from "./scenarios/scenario.ts";
import type { Form } from "./stage.ts";

export type RunOptions = {
  form: Form;
  rounds: number;
  seed: number;
  /** Logs and ledgers go here, a folder for each scenario and round. */
  folder: string;
  stop?: AbortSignal;
  onReport?: (report: RunReport) => void;
};

const ROUND_MINUTES_MAX = 15;
const LAST_WORDS = 1_500;

/** Runs a scenario in a process of its own; answers a report for each round, also where the process broke. */
export async function runScenario(scenario: Scenario, options: RunOptions): Promise<RunReport[]> {
  const { form, rounds, seed, folder, stop, onReport = () => {} } = options;
  await mkdir(folder, { recursive: true });
  const file = join(folder, `${scenario.name}.log`);
  const facts = { scenario: scenario.name, form, rounds, seed, folder };
  const child = launch({
    name: scenario.name,
    args: [
      join(root, "faults/scenario-process.ts"),
      ...Object.entries(facts).map(([name, value]) => `--${name}=${value}`),
    ],
    env: { ...withoutSettings(process.env), LOG_LEVEL: "warn" },
    output: { file },
  });
  const reports: RunReport[] = [];
  const addReport = (report: RunReport) => {
    reports.push(report);
    onReport(report);
  };
  child.on("message", (message) => addReport(runReport.parse(message)));
  const end = await endOf(child, { stop, minutesMax: rounds * ROUND_MINUTES_MAX });
  if (reports.length < rounds && !stop?.aborted) {
    const words = (await readFile(file, "utf8")).slice(-LAST_WORDS);
    const violations = [{ rule: scenario.name, breaches: [`The run broke (${end}): ${words}`] }];
    const { name, what } = scenario;
    addReport(runReport.parse({ scenario: name, what, round: reports.length + 1, seed, folder, violations }));
  }
  return reports;
}

/** Its children leave by themselves when it is gone. */
async function endOf(child: ChildProcess, { stop, minutesMax }: { stop: AbortSignal | undefined; minutesMax: number }) {
  const kill = () => signalGroup(child, "SIGKILL");
  const late = setTimeout(kill, minutesMax * 60_000);
  stop?.addEventListener("abort", kill);
  const [code, signal] = await once(child, "exit");
  clearTimeout(late);
  stop?.removeEventListener("abort", kill);
  return signal ? String(signal) : `exit code ${code}`;
}

/** Does the work for each item, at most `limit` at a time; answers the results in the items' order. */
export async function inParallel<Item, Result>(
  items: readonly Item[],
  limit: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results = new Map<Item, Result>();
  const waiting = [...items];
  const serve = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) results.set(item, await work(item));
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, serve));
  return [...results.values()];
}
