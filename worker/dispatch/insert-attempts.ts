import type postgres from "postgres";

/** The CTE `attempted`: one row per attempt, if the batch is whole. */
export function insertedAttempts(sql: postgres.Sql) {
  return sql`
    attempted as (
      insert into attempts (id, tenant_id, delivery_id, endpoint_id, number, started_at, duration_ms, dns_ms, connect_ms,
        tls_ms, first_byte_ms, remote_address, request_url, request_headers, body_sha256, body_bytes, response_code,
        response_headers, response_body, response_body_bytes, is_response_truncated, error_code, error_message)
      select r.attempt_id, d.tenant_id, d.id, d.endpoint_id, d.attempt_count, r.started_at, r.duration_ms, r.dns_ms,
        r.connect_ms, r.tls_ms, r.first_byte_ms, r.remote_address, r.request_url, r.request_headers,
        decode(r.body_sha256, 'base64'), r.body_bytes, r.response_code, r.response_headers,
        decode(r.response_body, 'base64'), r.response_body_bytes, r.is_truncated, r.error_code, r.error_message
      from result r join held d on d.id = r.id
      where (select yes from whole)
    )`;
}
