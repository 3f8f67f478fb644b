import { formatDuration } from "#components/format/duration.ts";
import type { AuditEntry } from "#domain/audit/schema.ts";
import { spanWords } from "./span-words.ts";

type Change = Pick<AuditEntry, "action" | "before" | "after">;

/** What an audit entry of an endpoint says was done, in a few words after the name of who did it. */
export function changeWords({ action, before, after }: Change): string {
  const words = WORDS[action];
  return words ? words({ before: before ?? {}, after: after ?? {} }) : action;
}

/** The settings that differ: their names with both values as text. */
export function changedSettings({ before, after }: Change): { name: string; from: string; to: string }[] {
  const names = Object.keys(before ?? {}).filter((name) => name in (after ?? {}) && name in SETTING_WORDS);
  return names.map((name) => ({
    name: SETTING_WORDS[name] ?? name,
    from: valueText(name, before?.[name]),
    to: valueText(name, after?.[name]),
  }));
}

type Facts = { before: Record<string, unknown>; after: Record<string, unknown> };

const WORDS: Record<string, (facts: Facts) => string> = {
  "endpoint.create": () => "created it",
  "endpoint.update": updateWords,
  "endpoint.rotate_secret": rotateWords,
  "endpoint.test": () => "sent a test",
  "endpoint.verify": ({ after }) => (after.verification === "verified" ? "verified it" : "tried to verify it, in vain"),
  "endpoint.delete": ({ after }) => (after.permanent === true ? "removed it for good" : "deleted it"),
  "endpoint.purge_deliveries": () => "deleted its delivery history",
  "endpoint.suspend": () => "suspended it",
};

const SETTING_WORDS: Record<string, string> = {
  name: "name",
  description: "description",
  url: "URL",
  eventTypes: "event types",
  headerNames: "headers",
  timeoutMs: "timeout",
  rateLimitPerSecond: "rate limit",
  maxInFlight: "parallel attempts",
  retrySchedule: "retry schedule",
  version: "version",
  metadata: "metadata",
};

function updateWords({ before, after }: Facts): string {
  if (after.status === "paused") return "paused it";
  if (after.status === "active" && before.status !== undefined) return "resumed it";
  const names = Object.keys(before).flatMap((name) => SETTING_WORDS[name] ?? []);
  if (names.length === 0) return "headerValuesChanged" in after ? "changed header values" : "saved it unchanged";
  return `changed ${names.join(", ")}`;
}

function rotateWords({ after }: Facts): string {
  const seconds = typeof after.graceSeconds === "number" ? after.graceSeconds : null;
  if (seconds === null) return "rotated the signing secret";
  const until = seconds === 0 ? "ended at once" : `signs too for ${formatDuration(seconds * 1000)}`;
  return `rotated the signing secret; the older one ${until}`;
}

const UNSET_WORDS: Record<string, string> = { eventTypes: "all events", retrySchedule: "the app’s" };

function valueText(name: string, value: unknown): string {
  if (name === "timeoutMs" && typeof value === "number") return spanWords(value / 1000);
  if (name === "retrySchedule" && isSchedule(value)) return value.map(spanWords).join(", ") || "one attempt only";
  if (value === null || value === undefined || value === "") return UNSET_WORDS[name] ?? "none";
  if (Array.isArray(value)) return value.length === 0 ? "none" : value.map(String).join(", ");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function isSchedule(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((wait) => typeof wait === "number");
}
