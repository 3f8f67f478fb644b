import { PostgresJsSession } from "drizzle-orm/postgres-js";
import type postgres from "postgres";
import type { Tx } from "./client.ts";

/**
 * The driver below a transaction, for hot statements: it prepares them once per connection, where the query builder has
 * each planned anew and asks twice.
 */
export function driverOf(tx: Tx): postgres.TransactionSql {
  const { session } = tx._;
  if (!(session instanceof PostgresJsSession)) throw new Error("This transaction is not the driver's.");
  return session.client;
}
