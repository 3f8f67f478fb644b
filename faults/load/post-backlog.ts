import { Agent, request } from "undici";
import { z } from "zod";
import { makeMessage } from "./message.ts";
import type { Post } from "./post.ts";

const LINES = 1_000;
const TIMEOUT_MS = 60_000;

const answer = z.object({ events: z.array(z.object({ id: z.string(), deliveries: z.number() })) });

type Backlog = { door: string; tenantId: string; token: string; type: string; count: number };

/** Posts many events in batches; throws where one of them is refused. */
export async function postBacklog({ count, ...to }: Backlog): Promise<Post[]> {
  const agent = new Agent({ connections: 1 });
  const posts: Post[] = [];
  for (let from = 0; from < count; from += LINES) {
    posts.push(...(await postBatch({ ...to, agent, from, to: Math.min(count, from + LINES) })));
  }
  await agent.close();
  return posts;
}

type Batch = Omit<Backlog, "count"> & { agent: Agent; from: number; to: number };

async function postBatch({ door, tenantId, token, type, agent, from, to }: Batch): Promise<Post[]> {
  const messages = Array.from({ length: to - from }, (_, at) => makeMessage(from + at, type, " "));
  const startedAtMs = Date.now();
  const { statusCode, body } = await request(`${door}/api/v1/events/batch`, {
    method: "POST",
    dispatcher: agent,
    headers: { authorization: `Bearer ${token}`, "content-type": "application/x-ndjson" },
    body: messages.map((message) => message.body.toString()).join("\n"),
    headersTimeout: TIMEOUT_MS,
    bodyTimeout: TIMEOUT_MS,
  });
  const text = await body.text();
  if (statusCode !== 202) throw new Error(`A batch was answered with ${statusCode}: ${text.slice(0, 300)}`);
  const endedAtMs = Date.now();
  return answer.parse(JSON.parse(text)).events.map(({ id, deliveries }, at) => ({
    number: from + at,
    tenantId,
    type,
    bodySha256: messages[at]?.sha256 ?? "",
    isKeyed: false,
    startedAtMs,
    endedAtMs,
    outcome: { kind: "accepted", eventId: id, deliveries },
  }));
}
