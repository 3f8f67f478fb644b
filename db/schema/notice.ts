import { boolean, foreignKey, jsonb, pgTable, smallint, text, uuid } from "drizzle-orm/pg-core";
import { OPERATIONAL_EVENT_TYPES } from "#domain/event/words.ts";
import { appId, at, createdAt, id, tenantId } from "./column.ts";
import { apps, memberships } from "./tenant.ts";

const subject = {
  kind: text("kind", { enum: OPERATIONAL_EVENT_TYPES }).notNull(),
  /** May be gone by the time people are told, so nothing ties it to the endpoint's row. */
  endpointId: uuid("endpoint_id").notNull(),
  /** What the event's `data` says besides whom it is about, as it stood when it happened. */
  facts: jsonb("facts").$type<Record<string, unknown>>().notNull(),
};

/**
 * What happened and has not been told yet. Written in the same statement as the change itself; the maintainer turns each
 * row into an event and into mails, and removes it, in one transaction.
 */
export const notices = pgTable(
  "notices",
  {
    id: id(),
    tenantId: tenantId(),
    appId: appId(),
    ...subject,
    /** False where the delivery of an operational event brought it about: then only people are told. */
    makesEvent: boolean("makes_event").notNull().default(true),
    createdAt: createdAt(),
  },
  (t) => [
    foreignKey({ columns: [t.tenantId, t.appId], foreignColumns: [apps.tenantId, apps.id], name: "notices_app_fk" }),
  ],
);

/** A notice on its way to one admin. The row goes when the mail has been sent or given up. */
export const noticeMails = pgTable(
  "notice_mails",
  {
    id: id(),
    tenantId: tenantId(),
    appId: appId(),
    userId: uuid("user_id").notNull(),
    ...subject,
    attemptCount: smallint("attempt_count").notNull().default(0),
    nextAttemptAt: at("next_attempt_at").notNull().defaultNow(),
    /** Set before the mail server is asked. Who finds it set long ago cannot know whether the mail left. */
    startedAt: at("started_at"),
    createdAt: createdAt(),
  },
  (t) => [
    foreignKey({
      columns: [t.tenantId, t.appId],
      foreignColumns: [apps.tenantId, apps.id],
      name: "notice_mails_app_fk",
    }),
    foreignKey({
      columns: [t.tenantId, t.userId],
      foreignColumns: [memberships.tenantId, memberships.userId],
      name: "notice_mails_member_fk",
    }).onDelete("cascade"),
  ],
);
