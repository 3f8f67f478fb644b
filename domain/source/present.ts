import type { Tx } from "#db/client.ts";
import type { SourceRow } from "./find.ts";
import type { Source } from "./schema.ts";
import { sourceSecretSummaries } from "./secret-summary.ts";
import { serializeSource } from "./serialize.ts";
import { sourceUrl } from "./url-token.ts";

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
