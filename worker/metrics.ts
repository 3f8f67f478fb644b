import type postgres from "postgres";
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { AttemptResult } from "./dispatch/send.ts";

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const SIZES = [1, 5, 10, 25, 50, 100, 250, 500];

/** The worker's Prometheus metrics. Queue depth and age are asked of the database when they are scraped. */
export function createMetrics(sql: postgres.Sql) {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const attempts = new Counter({
    name: "posthouse_attempts_total",
    help: "Attempts by outcome and error",
    labelNames: ["outcome", "error"],
    registers,
  });
  const duration = new Histogram({
    name: "posthouse_attempt_duration_seconds",
    help: "Time from the look-up of the name to the end of the answer",
    buckets: SECONDS,
    registers,
  });
  const claim = new Histogram({
    name: "posthouse_claim_duration_seconds",
    help: "Time of one claim",
    buckets: SECONDS,
    registers,
  });
  const claimSize = new Histogram({
    name: "posthouse_claim_size",
    help: "Deliveries in one claim",
    buckets: SIZES,
    registers,
  });
  const record = new Histogram({
    name: "posthouse_record_duration_seconds",
    help: "Time of writing one batch of results",
    buckets: SECONDS,
    registers,
  });
  const recordSize = new Histogram({
    name: "posthouse_record_size",
    help: "Results in one batch",
    buckets: SIZES,
    registers,
  });
  const lost = new Counter({
    name: "posthouse_results_dropped_total",
    help: "Results whose lease was lost before they were written",
    registers,
  });
  queueGauges(sql, registers);
  return {
    text: async () => ({ contentType: registry.contentType, body: await registry.metrics() }),
    onClaimed: ({ size, durationMs }: { size: number; durationMs: number }) => {
      claim.observe(durationMs / 1000);
      claimSize.observe(size);
    },
    onRecorded: (batch: { counted: readonly AttemptResult[]; lost: number; durationMs: number }) => {
      record.observe(batch.durationMs / 1000);
      recordSize.observe(batch.counted.length);
      lost.inc(batch.lost);
      for (const { outcome, egress } of batch.counted) {
        attempts.inc({ outcome: outcome.kind, error: outcome.kind === "failed" ? outcome.error : "" });
        if (egress) duration.observe(egress.durationMs / 1000);
      }
    },
  };
}

function queueGauges(sql: postgres.Sql, registers: Registry[]): void {
  const depth = new Gauge({
    name: "posthouse_queue_depth",
    help: "Deliveries that wait or are being sent, by status",
    labelNames: ["status"],
    registers,
    collect: async () => {
      const rows = await sql<{ status: string; count: number }[]>`
        select status, count(*)::int as count from deliveries where status in ('pending', 'retrying') group by status
        union all select 'sending', count(*)::int from deliveries where status = 'sending'`;
      depth.reset();
      for (const { status, count } of rows) depth.set({ status }, count);
    },
  });
  const age = new Gauge({
    name: "posthouse_oldest_due_age_seconds",
    help: "How long the oldest due delivery of an active endpoint has been due",
    registers,
    collect: async () => {
      const [row] = await sql<{ age: number }[]>`
        select coalesce(extract(epoch from now() - min(d.next_attempt_at)), 0)::float8 as age
        from deliveries d join endpoints e on e.id = d.endpoint_id and e.status = 'active'
        where d.status in ('pending', 'retrying') and d.next_attempt_at <= now()`;
      age.set(row?.age ?? 0);
    },
  });
}
