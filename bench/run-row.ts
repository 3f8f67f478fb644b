import type { Cluster } from "#harness/cluster.ts";
import type { RowReport } from "./report.ts";
import type { Row } from "./row.ts";
import { createStage } from "./stage.ts";

type RunOptions = { cluster: Cluster; rounds: number; folder: string; say: (line: string) => void };

/** Measures one row and clears up after it. A row that breaks says so in its report, and the others are still measured. */
export async function runRow({ name, what, measure }: Row, options: RunOptions): Promise<RowReport> {
  const startedAt = performance.now();
  const { stage, close } = createStage({ row: name, ...options });
  try {
    const findings = await measure(stage);
    return { row: name, what, ...findings, failure: null, seconds: (performance.now() - startedAt) / 1000 };
  } catch (error) {
    const failure = error instanceof Error ? error.message : String(error);
    const nothing = { figures: [], reaches: [], remarks: [] };
    return { row: name, what, ...nothing, failure, seconds: (performance.now() - startedAt) / 1000 };
  } finally {
    await close();
  }
}
