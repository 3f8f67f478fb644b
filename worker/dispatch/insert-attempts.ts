import type postgres from "postgres";
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
        tls_ms, first_byte_ms, remote_address, request_url, request_headers::jsonb, decode(body_sha256, 'hex'), body_bytes,
        response_code, response_headers::jsonb, decode(response_body, 'hex'), response_body_bytes, is_truncated, error_code, error_message
      from unnest(
        ${a.id}::uuid[], ${a.tenantId}::uuid[], ${a.deliveryId}::uuid[], ${a.endpointId}::uuid[], ${a.number}::int[],
        ${a.startedAt}::text[]::timestamptz[], ${a.durationMs}::int[], ${a.dnsMs}::int[], ${a.connectMs}::int[], ${a.tlsMs}::int[],
        ${a.firstByteMs}::int[], ${a.remoteAddress}::text[], ${a.requestUrl}::text[], ${a.requestHeaders}::text[],
        ${a.bodySha256}::text[], ${a.bodyBytes}::int[], ${a.responseCode}::int[], ${a.responseHeaders}::text[],
        ${a.responseBody}::text[], ${a.responseBodyBytes}::int[], ${a.isTruncated}::boolean[], ${a.errorCode}::text[], ${a.errorMessage}::text[]
      ) as a (id, tenant_id, delivery_id, endpoint_id, number, started_at, duration_ms, dns_ms, connect_ms, tls_ms,
        first_byte_ms, remote_address, request_url, request_headers, body_sha256, body_bytes, response_code,
        response_headers, response_body, response_body_bytes, is_truncated, error_code, error_message)
      where (select yes from whole)
    )`;
}

/** The columns of `recordAll`'s attempts; bytes as hex, which a text list carries. */
function columnsOf(results: readonly AttemptResult[]) {
  const responses = results.map(({ egress }) => (egress?.kind === "response" ? egress : null));
  return {
    id: results.map(({ attemptId }) => attemptId),
    tenantId: results.map(({ job }) => job.tenantId),
    deliveryId: results.map(({ job }) => job.id),
    endpointId: results.map(({ job }) => job.endpointId),
    number: results.map(({ job }) => job.attemptCount),
    startedAt: results.map(({ startedAt }) => startedAt.toISOString()),
    durationMs: results.map(({ egress }) => egress?.durationMs ?? null),
    dnsMs: results.map(({ egress }) => egress?.timings.dnsMs ?? null),
    connectMs: results.map(({ egress }) => egress?.timings.connectMs ?? null),
    tlsMs: results.map(({ egress }) => egress?.timings.tlsMs ?? null),
    firstByteMs: results.map(({ egress }) => egress?.timings.firstByteMs ?? null),
    remoteAddress: results.map(({ egress }) => egress?.remoteAddress ?? null),
    requestUrl: results.map(({ job }) => job.target.url),
    requestHeaders: results.map(({ requestHeaders }) => JSON.stringify(requestHeaders)),
    bodySha256: results.map(({ job }) => job.message?.bodySha256.toString("hex") ?? null),
    bodyBytes: results.map(({ job }) => job.message?.body.length ?? null),
    responseCode: results.map(({ outcome }) => outcome.responseCode),
    responseHeaders: results.map(({ responseHeaders }) => responseHeaders && storableJson(responseHeaders)),
    responseBody: results.map(({ responseBody }) => responseBody?.toString("hex") ?? null),
    responseBodyBytes: responses.map((response) => response?.bodyBytes ?? null),
    isTruncated: responses.map((response) => String(response?.truncated ?? false)),
    errorCode: results.map(({ outcome }) => (outcome.kind === "failed" ? outcome.error : null)),
    errorMessage: results.map(({ outcome }) => (outcome.kind === "failed" ? outcome.message : null)),
  };
}

/** jsonb takes every string but those with U+0000, which a hostile receiver may send. */
function storableJson(headers: Record<string, string>): string {
  return JSON.stringify(headers).replaceAll("\\u0000", "\\ufffd");
}
