import { importEventTypes } from "#domain/event-type/import.ts";
import { listEventTypes } from "#domain/event-type/list.ts";
import { eventTypeName } from "#domain/event-type/name.ts";
import { type GithubEvent, githubEvents, typeOf } from "./messages.ts";
import type { DemoPlace } from "./tenant.ts";

/** Fills an empty catalogue with what GitHub sends. One that anybody has touched stays as it is. */
export async function ensureEventTypes({ actor }: DemoPlace): Promise<void> {
  const { data: known } = await listEventTypes({ actor }, { limit: 1 });
  if (known.length > 0) return;
  // A slow machine is not to run out of the time that an import's schemas may take.
  const eventTypes = githubEvents().flatMap(eventTypesOf);
  for (let at = 0; at < eventTypes.length; at += CHUNK)
    await importEventTypes({ actor }, { eventTypes: eventTypes.slice(at, at + CHUNK) });
}

const CHUNK = 20;

function eventTypesOf({ name, description, examples }: GithubEvent) {
  const byType = Map.groupBy(examples, (payload) => typeOf(name, payload));
  return [...byType].flatMap(([type, payloads]) => {
    const [example] = payloads;
    if (!example || !eventTypeName.safeParse(type).success) return [];
    return [{ name: type, description: firstSentence(description), schema: schemaOf(payloads), example }];
  });
}

/** What every example of the type has at its top, and of which JSON types: a start, as anybody would write one. */
function schemaOf(payloads: readonly Record<string, unknown>[]) {
  const fields = [...new Set(payloads.flatMap((payload) => Object.keys(payload)))];
  const required = fields.filter((field) => payloads.every((payload) => field in payload));
  const typesOf = (field: string) => [
    ...new Set(payloads.flatMap((payload) => (field in payload ? [jsonType(payload[field])] : []))),
  ];
  const properties = Object.fromEntries(fields.map((field) => [field, { type: typesOf(field) }]));
  return { type: "object", required, properties };
}

function jsonType(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

/** Descriptions come with Markdown links to GitHub's manual, which mean nothing here. */
function firstSentence(markdown: string): string {
  const text = markdown.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1").replaceAll("`", "");
  return /^.*?\.(?=\s|$)/s.exec(text)?.[0] ?? text;
}
