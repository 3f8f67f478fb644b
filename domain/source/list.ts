import { and, desc, eq, ilike, lt, or, type SQL } from "drizzle-orm";
import { likePattern } from "#db/like-pattern.ts";
import { sources } from "#db/schema/source.ts";
import { operation } from "#domain/call/operation.ts";
import { decodeCursor, toPage } from "#domain/cursor.ts";
import { parseId } from "#domain/id.ts";
import { listSourcesInput, sourcePage } from "./schema.ts";
import { presentSources } from "./serialize.ts";

/** Needs the index sources_app. */
export const listSources = operation({
  id: "source.list",
  summary: "List sources",
  description: "Newest first.",
  permission: "manage_webhooks",
  scope: "app",
  input: listSourcesInput,
  output: sourcePage,
  audited: false,
  run: async ({ app, tx }, { processId, threadId, active, q, limit, cursor }) => {
    const scope = { list: `sources:${app.id}`, tenantId: app.tenantId };
    const found = await tx
      .select()
      .from(sources)
      .where(
        and(
          eq(sources.tenantId, app.tenantId),
          eq(sources.appId, app.id),
          processId === undefined ? undefined : eq(sources.processId, processId),
          threadId === undefined ? undefined : eq(sources.threadId, threadId),
          active === undefined ? undefined : eq(sources.isActive, active),
          q === undefined ? undefined : mentions(q),
          cursor === undefined ? undefined : lt(sources.id, decodeCursor(scope, cursor)),
        ),
      )
      .orderBy(desc(sources.id))
      .limit(limit + 1);
    const { rows, nextCursor } = toPage(found, { limit, scope, position: ({ id }) => id });
    return { data: await presentSources(tx, rows), nextCursor };
  },
});

function mentions(q: string): SQL | undefined {
  const id = parseId("src", q.trim());
  if (id !== null) return eq(sources.id, id);
  const pattern = likePattern(q);
  const { name, description, processId, threadId } = sources;
  return or(ilike(name, pattern), ilike(description, pattern), ilike(processId, pattern), ilike(threadId, pattern));
}
