import { Queue, Worker } from "bullmq";
import { Redis } from "ioredis";
import pg from "pg";
import { answerOrders } from "../../harness/answer-orders.ts";
import { ATTEMPTS_TABLE, deliver, makeJobs } from "./deliver.mjs";

const CONCURRENCY = 48;

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 50 });
await pool.query(ATTEMPTS_TABLE);
pool.on("error", () => undefined);
const connection = new Redis(Number(process.env.REDIS_PORT), "127.0.0.1", { maxRetriesPerRequest: null });
const queue = new Queue("deliver", { connection, defaultJobOptions: { removeOnComplete: true } });
await queue.waitUntilReady();

/** Fills the queue, starts a worker on it, and tells how long it took to empty it. */
answerOrders({ parse: (order) => order }, async ({ count, url, bodyBytes }) => {
  const jobs = makeJobs({ count, url, bodyBytes });
  for (let at = 0; at < count; at += 1000) {
    await queue.addBulk(jobs.slice(at, at + 1000).map((data) => ({ name: "deliver", data })));
  }
  await pool.query("checkpoint");
  const worker = new Worker("deliver", ({ data }) => deliver(pool, data), {
    connection,
    concurrency: CONCURRENCY,
    autorun: false,
  });
  await worker.waitUntilReady();
  let left = count;
  const allDone = Promise.withResolvers();
  worker.on("completed", () => {
    left -= 1;
    if (left === 0) allDone.resolve();
  });
  const startedAt = performance.now();
  worker.run().catch(allDone.reject);
  await allDone.promise;
  const seconds = (performance.now() - startedAt) / 1000;
  await worker.close();
  return { seconds };
});
