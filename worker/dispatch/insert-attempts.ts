import type postgres from "postgres";
import { jsonArray, plainArray, textArray } from "#db/array-text.ts";
import type { AttemptResult } from "./send.ts";

/** The CTE `attempted`: one row per attempt, if the batch is whole. */
export function insertedAttempts(sql: postgres.Sql, results: readonly AttemptResult[]) {
  const a = columnsOf(results);
  return sql`
    attempted as (
      insert into attempts (id, tenant_id, delivery_id, endpoint_id, number, started_at, duration_ms, dns_ms, connect_ms,
        tls_ms, first_byte_ms, remote_address, request_url, request_headers, body_sha256, body_bytes, response_code,
        response_headers, response_body, response_body_bytes, is_response_truncated, error_code, error_message)
      select id, tenant_id, delivery_id, endpoint_id, number, started_at, duration_ms, dns_ms, connect_ms,
        tls_ms, first_byte_ms, remote_address, request_url, request_headers, decode(body_sha256, 'base64'), body_bytes,
        response_code, response_headers, decode(response_body, 'base64'), response_body_bytes, is_truncated, error_code, error_message
      from unnest(
        ${a.id}::uuid[], ${a.tenantId}::uuid[], ${a.deliveryId}::uuid[], ${a.endpointId}::uuid[], ${a.number}::int[],
        ${a.startedAt}::timestamptz[], ${a.durationMs}::int[], ${a.dnsMs}::int[], ${a.connectMs}::int[],
        ${a.tlsMs}::int[], ${a.firstByteMs}::int[], ${a.remoteAddress}::text[], ${a.requestUrl}::text[],
        ${a.requestHeaders}::jsonb[], ${a.bodySha256}::text[], ${a.bodyBytes}::int[], ${a.responseCode}::int[],
        ${a.responseHeaders}::jsonb[], ${a.responseBody}::text[], ${a.responseBodyBytes}::int[],
        ${a.isTruncated}::boolean[], ${a.errorCode}::text[], ${a.errorMessage}::text[]
      ) as a (id, tenant_id, delivery_id, endpoint_id, number, started_at, duration_ms, dns_ms, connect_ms, tls_ms,
        first_byte_ms, remote_address, request_url, request_headers, body_sha256, body_bytes, response_code,
        response_headers, response_body, response_body_bytes, is_truncated, error_code, error_message)
      where (select yes from whole)
    )`;
}

/** A list per column: one JSON text for the batch took both sides twice as long. */
function columnsOf(results: readonly AttemptResult[]) {
  const response = results.map(({ egress }) => (egress?.kind === "response" ? egress : null));
  const timings = results.map(({ egress }) => egress?.timings ?? null);
  const failures = results.map(({ outcome }) => (outcome.kind === "failed" ? outcome : null));
  return {
    id: plainArray(results.map(({ attemptId }) => attemptId)),
    tenantId: plainArray(results.map(({ job }) => job.tenantId)),
    deliveryId: plainArray(results.map(({ job }) => job.id)),
    endpointId: plainArray(results.map(({ job }) => job.endpointId)),
    number: plainArray(results.map(({ job }) => job.attemptCount)),
    startedAt: plainArray(results.map(({ startedAt }) => startedAt.toISOString())),
    durationMs: plainArray(results.map(({ egress }) => egress?.durationMs ?? null)),
    dnsMs: plainArray(timings.map((one) => one?.dnsMs ?? null)),
    connectMs: plainArray(timings.map((one) => one?.connectMs ?? null)),
    tlsMs: plainArray(timings.map((one) => one?.tlsMs ?? null)),
    firstByteMs: plainArray(timings.map((one) => one?.firstByteMs ?? null)),
    remoteAddress: textArray(results.map(({ egress }) => egress?.remoteAddress ?? null)),
    requestUrl: textArray(results.map(({ job }) => job.target.url)),
    requestHeaders: jsonArray(results.map(({ requestHeaders }) => requestHeaders)),
    bodySha256: plainArray(results.map(({ job }) => job.message?.bodySha256.toString("base64") ?? null)),
    bodyBytes: plainArray(results.map(({ job }) => job.message?.body.length ?? null)),
    responseCode: plainArray(results.map(({ outcome }) => outcome.responseCode)),
    responseHeaders: jsonArray(results.map(({ responseHeaders }) => responseHeaders)),
    responseBody: textArray(results.map(({ responseBody }) => responseBody?.toString("base64") ?? null)),
    responseBodyBytes: plainArray(response.map((one) => one?.bodyBytes ?? null)),
    isTruncated: plainArray(response.map((one) => one?.truncated ?? false)),
    errorCode: plainArray(failures.map((one) => one?.error ?? null)),
    errorMessage: textArray(failures.map((one) => one?.message ?? null)),
  };
}
