import { createHmac, randomUUID } from "node:crypto";
import { createRequire } from "node:module";
import { importEventTypes } from "#domain/event-type/import.ts";
import { listEventTypes } from "#domain/event-type/list.ts";
import { eventTypeName } from "#domain/event-type/schema.ts";
import { createSource } from "#domain/source/create.ts";
import { sourceByToken } from "#domain/source/known-source.ts";
import { listSources } from "#domain/source/list.ts";
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

/**
 * A message ready to be posted: its event type and the JSON text. `event` and `payload` are what GitHub itself would
 * send: the name in its header, and the body.
 */
export type DemoMessage = { type: string; text: string; event: string; payload: string };

type GithubEvent = { name: string; description: string; examples: readonly Record<string, unknown>[] };

function githubEvents(): readonly GithubEvent[] {
  return createRequire(import.meta.url)("@octokit/webhooks-examples");
}

/** One message per example: the payload, and `github.<event>[.<action>]` as its type. */
export function githubMessages(): DemoMessage[] {
  return githubEvents().flatMap(({ name, examples }) => examples.map((payload) => toMessage(name, payload)));
}

/** The same type that a GitHub source gives to such a payload. */
function typeOf(name: string, { action }: Record<string, unknown>): string {
  return typeof action === "string" ? `github.${name}.${action}` : `github.${name}`;
}

function toMessage(name: string, payload: Record<string, unknown>): DemoMessage {
  const type = typeOf(name, payload);
  return { type, text: JSON.stringify({ type, ...payload }), event: name, payload: JSON.stringify(payload) };
}

/** GitHub, as the demo plays it: sends a payload to the source's URL, and answers the HTTP status. */
export type DemoGithub = { send: (message: DemoMessage) => Promise<number> };

const NAME = "GitHub";
const TIMEOUT_MS = 10_000;
/** One request in so many is somebody else's, one a repeat: the dashboard has something to tell then. */
const FORGED_IN = 20;
const REPEATED_IN = 25;

/** Makes the demo's source where it is missing, and plays GitHub to it. */
export async function createGithub(place: DemoPlace): Promise<DemoGithub> {
  const url = await ensureSource(place);
  let before: { id: string; message: DemoMessage } | null = null;
  return {
    send: async (message) => {
      const repeated = chance(REPEATED_IN) ? before : null;
      const delivery = repeated ?? { id: randomUUID(), message };
      // Anybody may rotate the secret or turn the source off in the dashboard: the newest secret is asked for each time.
      const secret = chance(FORGED_IN) ? "a guess" : await newestSecret(url);
      before = delivery;
      return post(url, delivery, secret);
    },
  };
}

async function ensureSource({ actor }: DemoPlace): Promise<string> {
  const { data } = await listSources({ actor }, { q: NAME });
  const found = data.find(({ name, verification }) => name === NAME && verification.kind === "github");
  if (found) return found.url;
  const description = "The shop's repositories: GitHub signs what it sends, and Posthouse checks it.";
  const ids = { processId: "storefront", threadId: "deployments" };
  return (await createSource({ actor }, { name: NAME, description, ...ids, verification: { kind: "github" } })).url;
}

async function newestSecret(url: string): Promise<string> {
  const source = await sourceByToken(new URL(url).pathname.split("/").at(-1) ?? "");
  return source?.secrets[0]?.text ?? "deleted";
}

/** As GitHub sends webhooks: the signature over the very bytes of the body, and an id of the delivery. */
async function post(url: string, { id, message }: { id: string; message: DemoMessage }, secret: string) {
  const body = message.payload;
  const response = await fetch(url, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "user-agent": "GitHub-Hookshot/demo",
      "x-github-event": message.event,
      "x-github-delivery": id,
      "x-hub-signature-256": `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`,
    },
    body,
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  await response.arrayBuffer();
  return response.status;
}

function chance(oneIn: number): boolean {
  return Math.random() < 1 / oneIn;
}
