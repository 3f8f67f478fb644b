import { and, eq } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { noticeMails } from "#db/schema/notice.ts";
import { memberships } from "#db/schema/tenant.ts";
import { newId } from "#domain/new-id.ts";
import { mailedKind } from "./schema.ts";

type Notice = { tenantId: string; appId: string; endpointId: string; kind: string; facts: Record<string, unknown> };

/** Puts a mail to each admin of the tenant in the queue, for each notice that people get by mail. */
export async function queueMails(tx: Tx, notices: readonly Notice[]): Promise<void> {
  for (const notice of notices) {
    const kind = mailedKind.safeParse(notice.kind);
    if (!kind.success) continue;
    const { tenantId, appId, endpointId, facts } = notice;
    const mails = (await adminsOf(tx, tenantId)).map((userId) => ({
      ...{ id: newId(), tenantId, appId, userId, endpointId, facts },
      kind: kind.data,
    }));
    for (let at = 0; at < mails.length; at += ROWS_PER_STATEMENT) {
      await tx.insert(noticeMails).values(mails.slice(at, at + ROWS_PER_STATEMENT));
    }
  }
}

const ROWS_PER_STATEMENT = 500;

async function adminsOf(tx: Tx, tenantId: string): Promise<string[]> {
  const rows = await tx
    .select({ userId: memberships.userId })
    .from(memberships)
    .where(and(eq(memberships.tenantId, tenantId), eq(memberships.role, "admin")));
  return rows.map(({ userId }) => userId);
}
