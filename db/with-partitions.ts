import { driver } from "./client.ts";
import { ensurePartitions } from "./partition.ts";

/**
 * Does work that writes to partitioned tables, whole again where a row had nowhere to go: the missing partitions are
 * made first. That happens where no maintainer has run for weeks. The work must undo itself when it fails, as a
 * transaction or a single statement does.
 */
export async function withPartitions<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isPartitionMissing(error)) throw error;
    await ensurePartitions(driver(), new Date());
    return work();
  }
}

/** The server's own name for the place, because the code 23514 is every broken check's and the message is translated. */
function isPartitionMissing(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const isHere = Reflect.get(error, "code") === "23514" && Reflect.get(error, "routine") === "ExecFindPartition";
  return isHere || isPartitionMissing(error.cause);
}
