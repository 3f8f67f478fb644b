import type postgres from "postgres";
import { z } from "zod";
import { connect } from "#db/connect.ts";

/** What the database says of a statement that it has carried out. */
export type Explained = {
  /** Pages looked at, in its own memory or read into it. */
  buffers: number;
  ms: number;
  /** The plan as PostgreSQL prints it. */
  plan: unknown;
};

const logged = z.object({
  Plan: z.looseObject({
    "Actual Total Time": z.number(),
    "Shared Hit Blocks": z.number(),
    "Shared Read Blocks": z.number(),
  }),
});

/**
 * Runs statements as their own code sends them, prepared and all, and answers how the last one went. What they write is
 * undone.
 */
export async function explain(url: string, run: (sql: postgres.Sql) => Promise<unknown>): Promise<Explained> {
  const heard: string[] = [];
  const sql = connect(url, { max: 1, onnotice: ({ message = "" }) => void heard.push(message) });
  try {
    await sql.unsafe(SETTINGS);
    await sql.unsafe("begin");
    await run(sql);
    await sql.unsafe("rollback");
  } finally {
    await sql.end({ timeout: 5 });
  }
  const json = heard.map((message) => message.slice(message.indexOf("{"))).findLast((text) => text.startsWith("{"));
  const { Plan: plan } = logged.parse(JSON.parse(json ?? "null"));
  return { buffers: plan["Shared Hit Blocks"] + plan["Shared Read Blocks"], ms: plan["Actual Total Time"], plan };
}

const SETTINGS = `
  load 'auto_explain';
  set auto_explain.log_min_duration = 0;
  set auto_explain.log_analyze = on;
  set auto_explain.log_buffers = on;
  set auto_explain.log_format = json;
  set client_min_messages = log`;
