import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { formatReport, type RunReport } from "./report.ts";
import { inParallel, runScenario } from "./run-scenario.ts";
import { SCENARIOS } from "./scenarios/all-scenarios.ts";

/** The short form of `npm run test:faults`, which has more faults, more rounds and longer waits. */
const SHORT = SCENARIOS.filter(({ isLong = false }) => !isLong);
/** They wait for leases most of the time. */
const AT_A_TIME = 3;
const TIMEOUT_MS = 600_000;

const reports = new Map<string, RunReport>();

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), "posthouse-faults-"));
  await inParallel(SHORT, AT_A_TIME, async (scenario) => {
    const [report] = await runScenario(scenario, { form: "short", rounds: 1, seed: Date.now() % 1_000_000, folder });
    if (report) reports.set(scenario.name, report);
  });
  const isClean = SHORT.every(({ name }) => reports.get(name)?.violations.length === 0);
  if (isClean) await rm(folder, { recursive: true, force: true });
}, TIMEOUT_MS);

describe("nothing is lost and every invariant holds", () => {
  test.each(SHORT)("$name: $what", ({ name }) => {
    const report = reports.get(name);
    if (report) console.log(formatReport(report));
    expect(report?.violations).toEqual([]);
    expect(report?.hits).toBeGreaterThan(0);
  });
});
