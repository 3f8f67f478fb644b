import { setTimeout as delay } from "node:timers/promises";
import type postgres from "postgres";

const EVERY_MS = 100;

/** Counts the connections to the database while it is watched. */
export function watchConnections(sql: postgres.Sql) {
  const most = new Map<string, number>();
  let mostAtOnce = 0;
  let isOver = false;
  const watching = (async () => {
    while (!isOver) {
      const rows = await sql<{ name: string; count: number }[]>`
        select application_name as name, count(*)::int as count from pg_stat_activity
        where datname = current_database() and application_name <> 'faults' and backend_type = 'client backend'
        group by 1`;
      mostAtOnce = Math.max(
        mostAtOnce,
        rows.reduce((sum, { count }) => sum + count, 0),
      );
      for (const { name, count } of rows) most.set(name, Math.max(count, most.get(name) ?? 0));
      await delay(EVERY_MS);
    }
  })();
  return {
    /** The most that were open at once, the suite's own left out. */
    mostAtOnce: () => mostAtOnce,
    /** Ends the watch; answers the most that each process had at once, by its name. */
    stop: async () => {
      isOver = true;
      await watching;
      return most;
    },
  };
}
