import { formatDuration } from "#components/format/duration.ts";
import { formatNumber } from "#components/format/number.ts";
import type { AuditEntry } from "#domain/audit/schema.ts";
import { fieldWords } from "./field-words.ts";

type Entry = Pick<AuditEntry, "action" | "before" | "after" | "target">;

/** What was done, for reading after a name: the words before the target's name and those after it. */
export type Sentence = { lead: string; isTargetNamed: boolean; tail: string };

/** An entry of the audit log in plain words: Ada `rotated the secret of` Orders `; the older one signs too for 1 d`. */
export function auditSentence(entry: Entry): Sentence {
  const isTargetNamed = entry.target.id !== null && !SELF.has(entry.action);
  const words = WORDS[entry.action];
  if (!words) return { lead: `did ${entry.action} to`, isTargetNamed, tail: "" };
  const [lead, tail = ""] = words({ before: entry.before ?? {}, after: entry.after ?? {} });
  return { lead, isTargetNamed, tail };
}

type Facts = { before: Record<string, unknown>; after: Record<string, unknown> };
type Words = (facts: Facts) => readonly [lead: string, tail?: string];

/** Done to who did it, or to the tenant whose log this is: nothing to name. */
const SELF = new Set(["member.sign_in", "member.sign_in_refused", "support.enter", "support.leave", "tenant.create"]);

const WORDS: Record<string, Words> = {
  "endpoint.create": () => ["created the endpoint"],
  "endpoint.update": endpointUpdate,
  "endpoint.rotate_secret": ({ after }) => ["rotated the secret of", graceTail(after.graceSeconds)],
  "endpoint.test": () => ["sent a test to"],
  "endpoint.verify": ({ after }) =>
    after.verification === "verified" ? ["verified"] : ["tried to verify", ", in vain"],
  "endpoint.delete": ({ after }) => (after.permanent === true ? ["removed", "for good"] : ["deleted the endpoint"]),
  "endpoint.purge_deliveries": () => ["deleted the delivery history of"],
  "endpoint.suspend": ({ after }) => ["suspended", after.statusReason === "gone" ? ": it answered 410 Gone" : ""],
  "delivery.replay": () => ["replayed the delivery"],
  "replay.create": ({ after }) => [
    "started a replay of many deliveries,",
    `, ${counted(after.matched, "delivery", "deliveries")}`,
  ],
  "replay.pause": () => ["paused the replay"],
  "replay.resume": () => ["resumed the replay"],
  "replay.cancel": () => ["cancelled the replay"],
  "event.accept": () => ["sent the event", "by hand"],
  "event.accept_batch": ({ after }) => [`sent ${counted(after.events, "event", "events")} by hand`],
  "event_type.create": () => ["added the event type"],
  "event_type.update": eventTypeUpdate,
  "event_type.archive": () => ["archived the event type"],
  "event_type.import": ({ after }) => [
    `imported event types: ${number(after.created)} new, ${number(after.updated)} changed`,
  ],
  "source.create": () => ["created the source"],
  "source.update": sourceUpdate,
  "source.rotate": ({ after }) => ["rotated the secret of", graceTail(after.graceSeconds)],
  "source.delete": () => ["deleted the source"],
  "api_key.create": () => ["created the API key"],
  "api_key.delete": () => ["revoked the API key"],
  "app.create": () => ["created the app"],
  "app.update": (facts) => [`changed ${changedNames(facts)} of the app`],
  "member.create": ({ after }) => ["added", `as ${role(after.role)}`],
  "member.update": ({ after }) => ["made", role(after.role)],
  "member.delete": () => ["removed"],
  "member.grant": ({ after }) => ["made", role(after.role)],
  "member.sign_in": () => ["signed in"],
  "member.sign_in_refused": () => ["could not sign in: the password was wrong"],
  "tenant.create": () => ["created this tenant"],
  "support.enter": ({ after }) => [
    "entered this tenant to help",
    typeof after.reason === "string" ? `: ${after.reason}` : "",
  ],
  "support.leave": () => ["left this tenant"],
};

function endpointUpdate(facts: Facts): readonly [string, string?] {
  const { before, after } = facts;
  if (after.status === "paused") return ["paused"];
  if (after.status === "active" && before.status !== undefined) return ["resumed"];
  if (Object.keys(before).length > 0) return [`changed ${changedNames(facts)} of`];
  return "headerValuesChanged" in after ? ["changed header values of"] : ["saved", "unchanged"];
}

function eventTypeUpdate(facts: Facts): readonly [string, string?] {
  const { before, after } = facts;
  if (before.archivedAt !== null && after.archivedAt === null && "archivedAt" in before)
    return ["brought back the event type"];
  return [`changed ${changedNames(facts)} of the event type`];
}

function sourceUpdate(facts: Facts): readonly [string, string?] {
  if (facts.before.active === true && facts.after.active === false) return ["deactivated the source"];
  if (facts.before.active === false && facts.after.active === true) return ["activated the source"];
  return [`changed ${changedNames(facts)} of the source`];
}

/** The settings that differ, in words; `nothing` where the same was saved again. */
function changedNames({ before, after }: Facts): string {
  const changed = Object.keys(after).filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
  return changed.length === 0 ? "nothing" : changed.map(fieldWords).join(", ");
}

function graceTail(graceSeconds: unknown): string {
  if (typeof graceSeconds !== "number") return "";
  return graceSeconds === 0
    ? "; the older one ended at once"
    : `; the older one is good for ${formatDuration(graceSeconds * 1000)} more`;
}

function role(value: unknown): string {
  return value === "admin" || value === "operator" ? `an ${value}` : value === "member" ? "a member" : String(value);
}

function number(value: unknown): string {
  return typeof value === "number" ? formatNumber(value) : "some";
}

function counted(value: unknown, one: string, many: string): string {
  return `${number(value)} ${value === 1 ? one : many}`;
}
