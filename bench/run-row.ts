import type { BenchCluster } from "./cluster.ts";
import type { RowReport } from "./report.ts";
import type { Row } from "./row.ts";
import { createStage } from "./stage.ts";

type RunOptions = { cluster: BenchCluster; rounds: number; folder: string; say: (line: string) => void };

/** Measures one row and clears up after it, also where it broke. */
export async function runRow({ name, what, measure }: Row, options: RunOptions): Promise<RowReport> {
  const startedAt = performance.now();
  const { stage, close } = createStage({ row: name, ...options });
  try {
    return { row: name, what, ...(await measure(stage)), seconds: (performance.now() - startedAt) / 1000 };
  } finally {
    await close();
  }
}
