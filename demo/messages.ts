import { createRequire } from "node:module";

/**
 * A message ready to be posted: its event type and the JSON text. `event` and `payload` are what GitHub itself would
 * send: the name in its header, and the body.
 */
export type DemoMessage = { type: string; text: string; event: string; payload: string };

type Example = { name: string; examples: readonly Record<string, unknown>[] };

/** Real GitHub webhook payloads, one message per example: `github.<event>[.<action>]`, the payload under `data`. */
export function githubMessages(): DemoMessage[] {
  const examples: readonly Example[] = createRequire(import.meta.url)("@octokit/webhooks-examples");
  return examples.flatMap(({ name, examples: payloads }) => payloads.map((payload) => toMessage(name, payload)));
}

function toMessage(name: string, payload: Record<string, unknown>): DemoMessage {
  const type = typeof payload.action === "string" ? `github.${name}.${payload.action}` : `github.${name}`;
  const text = JSON.stringify({ type, data: payload });
  return { type, text, event: name, payload: JSON.stringify(payload) };
}
