import { and, eq, isNull, lt, lte, sql } from "drizzle-orm";
import type { Database } from "#db/client.ts";
import { endpoints } from "#db/schema/endpoint.ts";
import { noticeMails } from "#db/schema/notice.ts";
import { apps, tenants, users } from "#db/schema/tenant.ts";
import { formatId } from "#domain/id.ts";
import { log } from "#domain/log.ts";
import type { Mail, Mailer } from "./mailer.ts";
import { failingFacts, type MailedKind, mailedKind, suspendedFacts } from "./schema.ts";

const MAILS_PER_ROUND = 50;
/** Waits after a refusal that may pass; after the last one the mail is given up. */
export const MAIL_WAITS_SECONDS: readonly number[] = [60, 300, 1800, 7200, 21_600, 43_200];
/** Longer than any mail can take: whoever started it is no more. */
const UNKNOWN_AFTER = sql`interval '10 minutes'`;

export type MailRound = { mailer: Mailer; publicUrl: string; signal: AbortSignal };

/**
 * Sends the mails that are due, each at most once: it is marked as started before the server is asked, and one of which
 * it is not known whether it left is not sent again. Throws where the mail server is away: then none is started.
 */
export async function sendMails(db: Database, { mailer, publicUrl, signal }: MailRound): Promise<number> {
  await dropUnknown(db);
  if (!(await isAnyDue(db))) return 0;
  await mailer.check();
  let sent = 0;
  for (let count = 0; count < MAILS_PER_ROUND && !signal.aborted; count++) {
    const mail = await takeMail(db);
    if (!mail) break;
    if (await sendOne(db, mail, { mailer, publicUrl })) sent += 1;
  }
  return sent;
}

type MailRow = typeof noticeMails.$inferSelect;

const isDue = and(isNull(noticeMails.startedAt), lte(noticeMails.nextAttemptAt, sql`now()`));

async function isAnyDue(db: Database): Promise<boolean> {
  const rows = await db.select({ id: noticeMails.id }).from(noticeMails).where(isDue).limit(1);
  return rows.length > 0;
}

async function takeMail(db: Database): Promise<MailRow | undefined> {
  const next = sql`(select id from ${noticeMails} where ${isDue} order by ${noticeMails.nextAttemptAt}, id
    limit 1 for update skip locked)`;
  const [row] = await db
    .update(noticeMails)
    .set({ startedAt: sql`now()`, attemptCount: sql`${noticeMails.attemptCount} + 1` })
    .where(eq(noticeMails.id, next))
    .returning();
  return row;
}

async function sendOne(db: Database, row: MailRow, { mailer, publicUrl }: Omit<MailRound, "signal">): Promise<boolean> {
  const mail = await readMail(db, row, publicUrl);
  if (!mail) {
    await remove(db, row);
    return false;
  }
  const result = await mailer.send(mail);
  const waitSeconds = MAIL_WAITS_SECONDS[row.attemptCount - 1];
  if (result.kind === "refused" && !result.isFinal && waitSeconds !== undefined) await postpone(db, row, waitSeconds);
  else await remove(db, row);
  if (result.kind !== "sent")
    log.warn({ ...result, attempt: row.attemptCount, notice: row.kind }, "a mail was not sent");
  return result.kind === "sent";
}

async function remove(db: Database, { id }: MailRow): Promise<void> {
  await db.delete(noticeMails).where(eq(noticeMails.id, id));
}

async function postpone(db: Database, { id }: MailRow, waitSeconds: number): Promise<void> {
  const nextAttemptAt = sql`now() + make_interval(secs => ${waitSeconds})`;
  await db.update(noticeMails).set({ startedAt: null, nextAttemptAt }).where(eq(noticeMails.id, id));
}

async function dropUnknown(db: Database): Promise<void> {
  const dropped = await db
    .delete(noticeMails)
    .where(lt(noticeMails.startedAt, sql`now() - ${UNKNOWN_AFTER}`))
    .returning({ id: noticeMails.id });
  if (dropped.length > 0) log.warn({ mails: dropped.length }, "mails may or may not have left; they are not repeated");
}

/** Null where the endpoint is gone: there is nothing left to say. */
async function readMail(db: Database, row: MailRow, publicUrl: string): Promise<Mail | null> {
  const [found] = await db
    .select({
      to: users.email,
      endpoint: { name: endpoints.name, url: endpoints.url },
      app: { slug: apps.slug, name: apps.name },
      tenant: { slug: tenants.slug, name: tenants.name },
    })
    .from(endpoints)
    .innerJoin(apps, eq(apps.id, endpoints.appId))
    .innerJoin(tenants, eq(tenants.id, apps.tenantId))
    .innerJoin(users, eq(users.id, row.userId))
    .where(eq(endpoints.id, row.endpointId));
  if (!found) return null;
  const { to, endpoint, app, tenant } = found;
  const pageUrl = `${publicUrl}/t/${tenant.slug}/${app.slug}/endpoints/${formatId("ep", row.endpointId)}`;
  const names = { appName: app.name, tenantName: tenant.name };
  const { subject, text } = composeMail({
    kind: mailedKind.parse(row.kind),
    facts: row.facts,
    endpoint,
    pageUrl,
    ...names,
  });
  return { to, subject, text, messageId: `<${row.id}@${new URL(publicUrl).hostname}>` };
}

/** What a mail is about, in words; `pageUrl` shows the endpoint in the dashboard. */
export type MailSubject = {
  kind: MailedKind;
  facts: unknown;
  endpoint: { name: string; url: string };
  appName: string;
  tenantName: string;
  pageUrl: string;
};

/** The mail of a notice: a subject of one line, and plain text. */
export function composeMail(about: MailSubject): { subject: string; text: string } {
  const name = oneLine(about.endpoint.name) || new URL(about.endpoint.url).host;
  const { subject, lines } = about.kind === "endpoint.failing" ? failing(about, name) : suspended(about, name);
  const footer = `You get this mail because you are an admin of ${oneLine(about.tenantName)} in Posthouse.`;
  const place = [
    `Receiver: ${withoutSecrets(about.endpoint.url)}`,
    `App: ${oneLine(about.appName)}`,
    `Endpoint: ${about.pageUrl}`,
  ];
  const text = [...lines, "", ...place, "", "-- ", footer, ""].join("\n");
  return { subject: `[Posthouse] ${subject}`, text };
}

type Words = { subject: string; lines: string[] };

function failing({ facts }: MailSubject, name: string): Words {
  const { consecutiveFailures, failingSince, suspendsAt, percent, lastResponseCode } = failingFacts.parse(facts);
  const answer = lastResponseCode === null ? "gave no answer" : `answered ${lastResponseCode}`;
  return {
    subject: `${name} keeps failing`,
    lines: [
      `The endpoint ${name} has failed ${consecutiveFailures} times in a row since ${utc(failingSince)}.`,
      `The last time its receiver ${answer}.`,
      "",
      `If nothing gets through, Posthouse suspends it${suspendsAt ? ` on ${utc(suspendsAt)}` : ""}; ${percent} % of the way is gone.`,
      "One success ends this. Events for a suspended endpoint are kept and wait until it is resumed.",
    ],
  };
}

function suspended({ facts }: MailSubject, name: string): Words {
  const why = suspendedFacts.parse(facts);
  const reason =
    why.reason === "gone"
      ? "Its receiver answered 410, which means that it is gone for good."
      : `It had failed ${why.consecutiveFailures} times in a row since ${utc(why.failingSince)}.`;
  return {
    subject: `${name} is suspended`,
    lines: [
      `Posthouse has suspended the endpoint ${name}: nothing is sent to it any more.`,
      reason,
      "",
      "Events for it are kept and wait. Once the receiver works again, resume the endpoint, and they go out.",
    ],
  };
}

/** A URL may carry credentials in its query, and mail is read in many places. */
function withoutSecrets(url: string): string {
  const { origin, pathname, search } = new URL(url);
  return `${origin}${pathname}${search === "" ? "" : "?…"}`;
}

/** Names come from people: no line break or invisible character of theirs may shape the mail. */
function oneLine(text: string): string {
  return text.replace(/[\p{C}\p{Z}]+/gu, " ").trim();
}

/** 2026-01-31 12:00 UTC */
function utc(at: Date): string {
  return `${at.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
