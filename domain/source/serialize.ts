import type { Tx } from "#db/client.ts";
import { formatId } from "#domain/id.ts";
import type { SourceRow } from "./find.ts";
import type { Source } from "./schema.ts";
import { type SourceSecretSummary, sourceSecretSummaries } from "./secret.ts";
import { sourceUrl } from "./url-token.ts";
import type { HmacRule } from "./words.ts";

/** Sources as the wire shows them, in the order given. */
export async function presentSources(tx: Tx, rows: readonly SourceRow[]): Promise<Source[]> {
  const secrets = await sourceSecretSummaries(
    tx,
    rows.map(({ id }) => id),
  );
  const presented: Source[] = [];
  for (const row of rows) {
    presented.push(serializeSource(row, { url: await sourceUrl(tx, row), secrets: secrets.get(row.id) }));
  }
  return presented;
}

/** One source as the wire shows it. */
export async function presentSource(tx: Tx, row: SourceRow): Promise<Source> {
  const [source] = await presentSources(tx, [row]);
  if (!source) throw new Error("A source went in and none came out.");
  return source;
}

/** What the wire says of a source besides its own row. */
type SourceFacts = { url: string; secrets: SourceSecretSummary | undefined };

/** A source as the wire shows it: its URL, and no secret. */
function serializeSource(row: SourceRow, { url, secrets }: SourceFacts): Source {
  return {
    object: "source",
    id: formatId("src", row.id),
    appId: formatId("app", row.appId),
    name: row.name,
    description: row.description,
    url,
    processId: row.processId,
    threadId: row.threadId,
    defaultEventType: row.defaultEventType,
    verification: { kind: row.verificationKind, ...storedRule(row) },
    active: row.isActive,
    secretLast4: secrets?.last4[0] ?? "",
    previousSecretExpiresAt: secrets?.previousSecretExpiresAt?.toISOString() ?? null,
    lastReceivedAt: row.lastReceivedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

/** What the audit log keeps of a source: its settings, neither secret nor URL. */
export function auditedSource({ verificationKind, verificationRule, isActive, ...row }: SourceRow) {
  const { name, description, processId, threadId, defaultEventType } = row;
  const verification = { kind: verificationKind, ...verificationRule };
  return { name, description, processId, threadId, defaultEventType, verification, active: isActive };
}

/** The rule of a source of kind `hmac`, null for every other; only what `create` and `update` have parsed is stored. */
export function storedRule({ verificationRule }: Pick<SourceRow, "verificationRule">): HmacRule | null {
  return verificationRule as HmacRule | null;
}
