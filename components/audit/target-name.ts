import { shortenId } from "#components/format/short-id.ts";
import type { AuditEntry } from "#domain/audit/schema.ts";
import { isAnyId } from "#domain/id.ts";

/** What the thing an entry is about is called: now, else as the entry itself knew it, else its shortened id. */
export function targetName(
  entry: Pick<AuditEntry, "target" | "before" | "after">,
  names: ReadonlyMap<string, string>,
): string {
  const { id } = entry.target;
  if (id === null) return "";
  return names.get(id) ?? named(entry.after) ?? named(entry.before) ?? (isAnyId(id) ? shortenId(id) : id);
}

function named(facts: AuditEntry["before"]): string | undefined {
  return [facts?.name, facts?.email].find((name) => typeof name === "string" && name !== "")?.toString();
}
