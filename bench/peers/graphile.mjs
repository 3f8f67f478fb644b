import { Logger, makeWorkerUtils, run } from "graphile-worker";
import pg from "pg";
import { answerOrders } from "../../harness/answer-orders.ts";
import { ATTEMPTS_TABLE, deliver, makeJobs } from "./deliver.mjs";

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 50 });
pool.on("error", () => undefined);
pool.on("connect", (client) => client.on("error", () => undefined));
const utils = await makeWorkerUtils({ pgPool: pool });
await utils.migrate();
await pool.query(ATTEMPTS_TABLE);

/** What its manual adds for speed: jobs fetched and completed in batches. */
const batching = { localQueue: { size: 500 }, completeJobBatchDelay: 0, failJobBatchDelay: 0 };
const logger = new Logger(() => () => undefined);

/** Fills the queue, starts a worker on it, and tells how long it took to empty it. */
answerOrders({ parse: (order) => order }, async ({ count, url, bodyBytes, isBatching }) => {
  const preset = { worker: { concurrentJobs: 48, ...(isBatching ? batching : {}) } };
  const jobs = makeJobs({ count, url, bodyBytes });
  for (let at = 0; at < count; at += 5000) {
    await utils.addJobs(jobs.slice(at, at + 5000).map((payload) => ({ identifier: "deliver", payload })));
  }
  await pool.query("vacuum analyze graphile_worker._private_jobs");
  await pool.query("checkpoint");
  let left = count;
  const allDone = Promise.withResolvers();
  const deliverOne = async (payload) => {
    await deliver(pool, payload);
    left -= 1;
    if (left === 0) allDone.resolve();
  };
  const startedAt = performance.now();
  const runner = await run({ preset, pgPool: pool, logger, noHandleSignals: true, taskList: { deliver: deliverOne } });
  await allDone.promise;
  const seconds = (performance.now() - startedAt) / 1000;
  await runner.stop();
  return { seconds };
});
