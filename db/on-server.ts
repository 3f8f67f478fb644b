import type postgres from "postgres";
import { connect } from "./connect.ts";

/** Runs statements on a connection of their own, closed afterwards: to make databases, and for tests and benchmarks. */
export async function onServer<T>(url: string, run: (sql: postgres.Sql) => PromiseLike<T>): Promise<T> {
  const sql = connect(url, { max: 1, connect_timeout: 30 });
  try {
    return await run(sql);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/** The URL of another database of the same server. */
export function databaseUrl(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}
