import { bigint, integer, pgTable, text } from "drizzle-orm/pg-core";

/** Points used per key (login throttle). The columns are those rate-limiter-flexible expects. */
export const rateLimits = pgTable("rate_limits", {
  key: text("key").primaryKey(),
  points: integer("points").notNull().default(0),
  expire: bigint("expire", { mode: "number" }),
});
