import { setTimeout as delay } from "node:timers/promises";
import { drain } from "#faults/drain.ts";
import type { Stage } from "#faults/stage.ts";
import { endlessBody } from "#harness/behaviours.ts";
import { startReceiver } from "#harness/receiver.ts";
import type { ProductProcess } from "#harness/worker.ts";

/** So many endless answers at once. */
const CROWD = 50;
/**
 * What two crowds may cost. The attempt's own buffers are 15 MB for a crowd; the rest is what recording 64 KiB of each
 * leaves to be collected. A body that was kept whole would cost gigabytes.
 */
const MEGABYTES_MAX = 120;
const KINDS = [
  { name: "crowd_fast", everyMs: null },
  { name: "crowd_slow", everyMs: 200 },
] as const;
const TIMEOUT_MS = 5_000;
const SETTLED_WITHIN_MS = 30_000;
const LOOK_EVERY_MS = 20;

/** Bodies without end, as fast as they are read and a byte at a time, many at once: the worker reads and keeps little. */
export async function endlessCrowd(stage: Stage, worker: ProductProcess): Promise<void> {
  const before = (await worker.megabytes()).now;
  const grown: number[] = [];
  for (const { name, everyMs } of KINDS) {
    await addCrowd(stage, name, everyMs);
    grown.push(Math.round((await mostWhile(worker, send(stage, name))) - before));
  }
  const most = Math.max(...grown);
  stage.require(!(most > MEGABYTES_MAX), `${CROWD} endless answers at once made the worker grow by ${most} MB.`);
  stage.remark(`${CROWD} endless answers at once, fast, then slow: the worker grew by ${grown.join(", then ")} MB`);
}

async function addCrowd(stage: Stage, name: string, everyMs: number | null): Promise<void> {
  const receiver = await startReceiver({ behaviour: endlessBody({ everyMs }) });
  stage.onEnd(receiver.close);
  await stage.world.addEndpoint({ name, url: receiver.url, timeoutMs: TIMEOUT_MS, maxInFlight: CROWD });
}

async function send(stage: Stage, name: string): Promise<void> {
  const address = { ...stage.world.address(5), type: `hostile.${name}` };
  const load = stage.startLoad({ events: CROWD, seconds: 0.1, address: () => address });
  await load.done;
  const left = await drain(stage.sql, { timeoutMs: SETTLED_WITHIN_MS });
  stage.require(left.length === 0, `Endless answers without an end: ${left.join(", ")}`);
}

async function mostWhile(worker: ProductProcess, work: Promise<void>): Promise<number> {
  let isOver = false;
  const over = work.finally(() => {
    isOver = true;
  });
  let most = 0;
  while (!isOver) {
    most = Math.max(most, (await worker.megabytes()).now);
    await delay(LOOK_EVERY_MS);
  }
  await over;
  return most;
}
