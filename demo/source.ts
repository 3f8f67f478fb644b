import { createHmac, randomUUID } from "node:crypto";
import { createSource } from "#domain/source/create.ts";
import { sourceByToken } from "#domain/source/known-source.ts";
import { listSources } from "#domain/source/list.ts";
import type { DemoMessage } from "./messages.ts";
import type { DemoPlace } from "./tenant.ts";

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
