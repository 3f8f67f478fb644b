import { customType, timestamp, uuid } from "drizzle-orm/pg-core";

/** Columns that every noun's table has, so that they are written one way. */
export const id = () => uuid("id").primaryKey();
export const tenantId = () => uuid("tenant_id").notNull();
export const appId = () => uuid("app_id").notNull();
export const createdAt = () => at("created_at").notNull().defaultNow();
export const at = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: "date" });

/** Raw bytes; postgres.js gives and takes Buffers. */
export const bytes = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => "bytea" });

/** A transaction's id, which never comes again; as text, because it has 64 bits. */
export const xid8 = customType<{ data: string; driverData: string }>({ dataType: () => "xid8" });
