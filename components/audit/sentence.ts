import { formatDuration, formatNumber } from "#components/format/number.ts";
import type { Act, Say } from "#domain/audit/rule/action-words.ts";
import type { AuditEntry } from "#domain/audit/schema.ts";
import { actionWords, fieldWords } from "#domain/audit/words.ts";

type Entry = Pick<AuditEntry, "action" | "before" | "after">;

/** What was done, for reading after a name: what stands before the target's name, and after it; null: nothing to name. */
export type Sentence = { lead: string; tail: string | null };

/** An entry of the audit log in plain words: Ada `rotated the secret of ` Orders `; the older one signs too for 1 d`. */
export function auditSentence(entry: Entry & Pick<AuditEntry, "target">): Sentence {
  const words = actionWords(entry.action);
  const sentence = words ? words.sentence(actOf(entry, changedNames)) : `did ${entry.action} to ${TARGET}`;
  const [lead = "", tail = null] = sentence.split(TARGET);
  return entry.target.id === null ? { lead: `${lead.trimEnd()}${tail ?? ""}`, tail: null } : { lead, tail };
}

/** The same on the page of what it was done to: `changed URL`, `paused it`. `isShown`: which changed settings are named. */
export function sentenceHere(entry: Entry, isShown: (name: string) => boolean): string {
  const words = actionWords(entry.action);
  if (!words) return entry.action;
  const act = actOf(entry, (one) => Object.keys(one.before).filter(isShown).map(fieldWords).join(", "));
  if (words.here) return words.here(act);
  return words.sentence(act).replace(WITH_NOUN, "it").replace(OF_TARGET, "").replace(TARGET, "it");
}

// Text that PostgreSQL stores holds no NUL: nobody's words can be taken for it.
const TARGET = "\0";
const WITH_NOUN = `the endpoint ${TARGET}`;
const OF_TARGET = new RegExp(` (of|to) ${TARGET}`);

function actOf({ before, after }: Entry, changes: Say["changes"]): Act {
  return { target: TARGET, before: before ?? {}, after: after ?? {}, say: { count, changes, grace } };
}

/** The settings that differ; `nothing` where the same was saved again. */
function changedNames({ before, after }: Act): string {
  const changed = Object.keys(after).filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
  return changed.length === 0 ? "nothing" : changed.map(fieldWords).join(", ");
}

function grace(seconds: unknown, words: (span: string) => string): string {
  if (typeof seconds !== "number") return "";
  return `; the older one ${seconds === 0 ? "ended at once" : words(formatDuration(seconds * 1000))}`;
}

function count(value: unknown, one: string, many: string): string {
  return `${typeof value === "number" ? formatNumber(value) : "some"} ${value === 1 ? one : many}`;
}
