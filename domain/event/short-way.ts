import type postgres from "postgres";
import type { AppRevision } from "./routes.ts";
import type { Sender, StoreRows } from "./store-statement.ts";

/**
 * The short way from the door to the receiver, where one process has both and nothing has to wait: a delivery is stored as
 * already being sent by this process, durable with the event, and goes out from memory without being claimed. A crash
 * finds it as it finds any that was being sent.
 */
export type ShortWay = {
  /** The sessions to store on: their plans stay as they are, however much waits. */
  sql: postgres.Sql;
  /** Takes places for deliveries that are about to be stored; null where none of them has one. */
  reserve: (rows: StoreRows) => Places | null;
};

/** Places for some of the deliveries. Either `settle` or `fail` gives back those that are not needed. */
export type Places = Sender & {
  deliveryIds: ReadonlySet<string>;
  /** Told which of them were stored as being sent: they go out now. */
  settle: (taken: ReadonlySet<string>, revisions: readonly AppRevision[]) => void;
  /** Told that they were not stored, or that nobody knows. */
  fail: (error: unknown) => void;
};
