import { createRequire } from "node:module";

/**
 * A message ready to be posted: its event type and the JSON text. `event` and `payload` are what GitHub itself would
 * send: the name in its header, and the body.
 */
export type DemoMessage = { type: string; text: string; event: string; payload: string };

/** One of GitHub's events, with real payloads of it. */
export type GithubEvent = { name: string; description: string; examples: readonly Record<string, unknown>[] };

export function githubEvents(): readonly GithubEvent[] {
  return createRequire(import.meta.url)("@octokit/webhooks-examples");
}

/** One message per example: the payload, and `github.<event>[.<action>]` as its type. */
export function githubMessages(): DemoMessage[] {
  return githubEvents().flatMap(({ name, examples }) => examples.map((payload) => toMessage(name, payload)));
}

/** The same type that a GitHub source gives to such a payload. */
export function typeOf(name: string, { action }: Record<string, unknown>): string {
  return typeof action === "string" ? `github.${name}.${action}` : `github.${name}`;
}

function toMessage(name: string, payload: Record<string, unknown>): DemoMessage {
  const type = typeOf(name, payload);
  return { type, text: JSON.stringify({ type, ...payload }), event: name, payload: JSON.stringify(payload) };
}
