import { createHmac, randomUUID } from "node:crypto";

const key = Buffer.alloc(32, 7);

export const ATTEMPTS_TABLE = `
  create table if not exists peer_attempts (
    id uuid primary key,
    delivery_id uuid not null,
    number smallint not null,
    started_at timestamptz not null,
    duration_ms integer not null,
    request_url text not null,
    request_headers jsonb not null,
    response_code smallint not null,
    response_headers jsonb not null,
    response_body text not null
  );
  create index if not exists peer_attempts_delivery on peer_attempts (delivery_id)`;

/** One delivery as one would write it on a job queue: sign, fetch, insert a row for the attempt. */
export async function deliver(pool, { deliveryId, url, body }) {
  const startedAt = new Date();
  const timestamp = Math.floor(startedAt.getTime() / 1000);
  const signature = createHmac("sha256", key).update(`${deliveryId}.${timestamp}.${body}`).digest("base64");
  const headers = {
    "content-type": "application/json",
    "webhook-id": deliveryId,
    "webhook-timestamp": String(timestamp),
    "webhook-signature": `v1,${signature}`,
  };
  const response = await fetch(url, { method: "POST", headers, body, signal: AbortSignal.timeout(15_000) });
  const text = await response.text();
  await pool.query({
    name: "insert-attempt",
    text: "insert into peer_attempts values ($1, $2, 1, $3, $4, $5, $6, $7, $8, $9)",
    values: [
      randomUUID(),
      deliveryId,
      startedAt,
      Date.now() - startedAt.getTime(),
      url,
      JSON.stringify({ ...headers, "webhook-signature": "[redacted]" }),
      response.status,
      JSON.stringify(Object.fromEntries(response.headers)),
      text,
    ],
  });
  if (!response.ok) throw new Error(`The receiver answered ${response.status}.`);
}

/** Jobs for `deliver`, each with a body of its own. */
export function makeJobs({ count, url, bodyBytes }) {
  return Array.from({ length: count }, (_, number) => {
    const head = `{"type":"bench.peer","number":${number},"padding":"`;
    const body = `${head}${"x".repeat(bodyBytes - head.length - 2)}"}`;
    return { deliveryId: randomUUID(), url, body };
  });
}
