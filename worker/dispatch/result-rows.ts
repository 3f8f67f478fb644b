import type postgres from "postgres";
import { jsonArray, plainArray, textArray } from "#db/array-text.ts";
import { maxAttempts } from "#domain/delivery/retry-policy.ts";
import type { AttemptResult } from "./send.ts";

/** The CTE `result`: a row for each result, with what it changes of its delivery and what is kept of its attempt. */
export function resultRows(sql: postgres.Sql, results: readonly AttemptResult[]) {
  const d = deliveryColumns(results);
  const a = attemptColumns(results);
  return sql`
    result as materialized (
      select * from unnest(
        ${d.id}::uuid[], ${d.leaseId}::uuid[], ${d.status}::text[], ${d.retryInMs}::bigint[], ${d.maxAttempts}::int[],
        ${d.leasesLost}::int[], ${d.isRescue}::boolean[], ${d.responseCode}::int[], ${d.errorCode}::text[],
        ${d.errorMessage}::text[], ${d.durationMs}::int[],
        ${a.id}::uuid[], ${a.startedAt}::timestamptz[], ${a.dnsMs}::int[], ${a.connectMs}::int[], ${a.tlsMs}::int[],
        ${a.firstByteMs}::int[], ${a.remoteAddress}::text[], ${a.requestUrl}::text[], ${a.requestHeaders}::jsonb[],
        ${a.bodySha256}::text[], ${a.bodyBytes}::int[], ${a.responseHeaders}::jsonb[], ${a.responseBody}::text[],
        ${a.responseBodyBytes}::int[], ${a.isTruncated}::boolean[]
      ) as r (id, lease_id, status, retry_in_ms, max_attempts, leases_lost, is_rescue, response_code, error_code,
        error_message, duration_ms, attempt_id, started_at, dns_ms, connect_ms, tls_ms, first_byte_ms, remote_address,
        request_url, request_headers, body_sha256, body_bytes, response_headers, response_body, response_body_bytes,
        is_truncated)
    )`;
}

function deliveryColumns(results: readonly AttemptResult[]) {
  const failures = results.map(({ outcome }) => (outcome.kind === "failed" ? outcome : null));
  return {
    id: plainArray(results.map(({ job }) => job.id)),
    leaseId: plainArray(results.map(({ job }) => job.leaseId)),
    status: plainArray(results.map(({ next }) => next.status)),
    retryInMs: plainArray(results.map(({ next }) => next.retryInMs)),
    maxAttempts: plainArray(results.map(({ job }) => (job.trigger === "test" ? 1 : maxAttempts(job.target.schedule)))),
    leasesLost: plainArray(results.map(({ job, isRescue }) => (isRescue ? job.leasesLost + 1 : 0))),
    isRescue: plainArray(results.map(({ isRescue }) => isRescue)),
    responseCode: plainArray(results.map(({ outcome }) => outcome.responseCode)),
    errorCode: plainArray(failures.map((one) => one?.error ?? null)),
    errorMessage: textArray(failures.map((one) => one?.message ?? null)),
    durationMs: plainArray(results.map(({ egress }) => egress?.durationMs ?? null)),
  };
}

function attemptColumns(results: readonly AttemptResult[]) {
  const timings = results.map(({ egress }) => egress?.timings ?? null);
  const responses = results.map(({ egress }) => (egress?.kind === "response" ? egress : null));
  return {
    id: plainArray(results.map(({ attemptId }) => attemptId)),
    startedAt: plainArray(results.map(({ startedAt }) => startedAt.toISOString())),
    dnsMs: plainArray(timings.map((one) => one?.dnsMs ?? null)),
    connectMs: plainArray(timings.map((one) => one?.connectMs ?? null)),
    tlsMs: plainArray(timings.map((one) => one?.tlsMs ?? null)),
    firstByteMs: plainArray(timings.map((one) => one?.firstByteMs ?? null)),
    remoteAddress: textArray(results.map(({ egress }) => egress?.remoteAddress ?? null)),
    requestUrl: textArray(results.map(({ job }) => job.target.url)),
    requestHeaders: jsonArray(results.map(({ requestHeaders }) => requestHeaders)),
    bodySha256: plainArray(results.map(({ job }) => job.message?.bodySha256.toString("base64") ?? null)),
    bodyBytes: plainArray(results.map(({ job }) => job.message?.body.length ?? null)),
    responseHeaders: jsonArray(results.map(({ responseHeaders }) => responseHeaders)),
    responseBody: textArray(results.map(({ responseBody }) => responseBody?.toString("base64") ?? null)),
    responseBodyBytes: plainArray(responses.map((one) => one?.bodyBytes ?? null)),
    isTruncated: plainArray(responses.map((one) => one?.truncated ?? false)),
  };
}
