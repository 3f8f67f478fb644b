import { is } from "drizzle-orm";
import { PostgresJsSession } from "drizzle-orm/postgres-js";
import type postgres from "postgres";
import type { Tx } from "./client.ts";

/**
 * The driver below a transaction, for hot statements: it prepares them once per connection, where the query builder has
 * each planned anew and asks twice.
 */
export function driverOf(tx: Tx): postgres.TransactionSql {
  const { session } = tx._;
  // Not instanceof: the web's bundles each have a copy of that class, and share the connection.
  if (!is(session, PostgresJsSession)) throw new Error("This transaction is not the driver's.");
  return asTransaction(session.client);
}

/** Within a transaction the session's client is the driver's own transaction; its type only knows the driver. */
function asTransaction(client: unknown): postgres.TransactionSql {
  return client as postgres.TransactionSql;
}
