import type postgres from "postgres";
import type { AttemptResult } from "./send.ts";

/** The CTE `attempted`: one row per attempt, if the batch is whole. */
export function insertedAttempts(sql: postgres.Sql, results: readonly AttemptResult[]) {
  return sql`
    attempted as (
      insert into attempts (id, tenant_id, delivery_id, endpoint_id, number, started_at, duration_ms, dns_ms, connect_ms,
        tls_ms, first_byte_ms, remote_address, request_url, request_headers, body_sha256, body_bytes, response_code,
        response_headers, response_body, response_body_bytes, is_response_truncated, error_code, error_message)
      select id, tenant_id, delivery_id, endpoint_id, number, started_at, duration_ms, dns_ms, connect_ms,
        tls_ms, first_byte_ms, remote_address, request_url, request_headers, decode(body_sha256, 'base64'), body_bytes,
        response_code, response_headers, decode(response_body, 'base64'), response_body_bytes, is_truncated, error_code, error_message
      from json_to_recordset(${storableJson(results.map(rowOf))}::text::json) as a (id uuid, tenant_id uuid, delivery_id uuid,
        endpoint_id uuid, number int, started_at timestamptz, duration_ms int, dns_ms int, connect_ms int, tls_ms int,
        first_byte_ms int, remote_address text, request_url text, request_headers jsonb, body_sha256 text, body_bytes int,
        response_code int, response_headers jsonb, response_body text, response_body_bytes int, is_truncated boolean,
        error_code text, error_message text)
      where (select yes from whole)
    )`;
}

/** One JSON text for the batch: a list per column would escape every header twice, in the slower of two languages. */
function rowOf({ attemptId, job, outcome, egress, startedAt, requestHeaders, ...answer }: AttemptResult) {
  const response = egress?.kind === "response" ? egress : null;
  return {
    id: attemptId,
    tenant_id: job.tenantId,
    delivery_id: job.id,
    endpoint_id: job.endpointId,
    number: job.attemptCount,
    started_at: startedAt,
    duration_ms: egress?.durationMs,
    dns_ms: egress?.timings.dnsMs,
    connect_ms: egress?.timings.connectMs,
    tls_ms: egress?.timings.tlsMs,
    first_byte_ms: egress?.timings.firstByteMs,
    remote_address: egress?.remoteAddress,
    request_url: job.target.url,
    request_headers: requestHeaders,
    body_sha256: job.message?.bodySha256.toString("base64"),
    body_bytes: job.message?.body.length,
    response_code: outcome.responseCode,
    response_headers: answer.responseHeaders ?? undefined,
    response_body: answer.responseBody?.toString("base64"),
    response_body_bytes: response?.bodyBytes,
    is_truncated: response?.truncated ?? false,
    ...(outcome.kind === "failed" ? { error_code: outcome.error, error_message: outcome.message } : {}),
  };
}

/** The database takes every string but those with U+0000, which a hostile receiver may send. */
function storableJson(rows: readonly ReturnType<typeof rowOf>[]): string {
  return JSON.stringify(rows).replaceAll("\\u0000", "\\ufffd");
}
