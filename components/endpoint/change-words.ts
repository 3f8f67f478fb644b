import { sentenceHere } from "#components/audit/sentence.ts";
import type { AuditEntry } from "#domain/audit/schema.ts";
import { fieldWords } from "#domain/audit/words.ts";
import { ENDPOINT_SETTINGS, type EndpointSetting } from "#domain/endpoint/words.ts";
import type { FieldWords } from "#domain/rule/field.ts";
import { spanWords } from "./span-words.ts";

type Change = Pick<AuditEntry, "action" | "before" | "after">;

/** What an audit entry of an endpoint says was done, in a few words after the name of who did it. */
export function changeWords(entry: Change): string {
  return sentenceHere(entry, isSetting);
}

/** The settings that differ: their names with both values as text. */
export function changedSettings({ before, after }: Change): { name: string; from: string; to: string }[] {
  const names = Object.keys(before ?? {}).filter((name) => name in (after ?? {}) && isSetting(name));
  return names.map((name) => ({
    name: fieldWords(name),
    from: valueText(name, before?.[name]),
    to: valueText(name, after?.[name]),
  }));
}

function isSetting(name: string): name is EndpointSetting {
  return Object.hasOwn(ENDPOINT_SETTINGS, name);
}

function valueText(name: string, value: unknown): string {
  if (name === "timeoutMs" && typeof value === "number") return spanWords(value / 1000);
  if (name === "retrySchedule" && isSchedule(value)) return value.map(spanWords).join(", ") || "one attempt only";
  if (value === null || value === undefined || value === "") return unset(name);
  if (Array.isArray(value)) return value.length === 0 ? "none" : value.map(String).join(", ");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function unset(name: string): string {
  const words: FieldWords | null = isSetting(name) ? ENDPOINT_SETTINGS[name] : null;
  return words?.unset ?? "none";
}

function isSchedule(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((wait) => typeof wait === "number");
}
