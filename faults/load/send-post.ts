import { type Dispatcher, request } from "undici";
import { z } from "zod";
import type { PostOutcome } from "./post.ts";

/** `not_sent`: nobody listened, so the event certainly did not arrive. */
export type Sent = PostOutcome | { kind: "not_sent" };

const accepted = z.object({ id: z.string(), deliveries: z.number() });

const TIMEOUT_MS = 20_000;
const NEVER_CONNECTED = new Set(["ECONNREFUSED", "UND_ERR_CONNECT_TIMEOUT"]);

type ToSend = { door: string; token: string; body: Buffer; key: string | null; agent: Dispatcher };

/** Posts one event to a door, once. */
export async function sendPost({ door, token, body, key, agent }: ToSend): Promise<Sent> {
  try {
    const answer = await request(`${door}/api/v1/events`, {
      method: "POST",
      dispatcher: agent,
      headers: {
        authorization: `Bearer ${token}`,
        "content-type": "application/json",
        ...(key === null ? {} : { "idempotency-key": key }),
      },
      body,
      headersTimeout: TIMEOUT_MS,
      bodyTimeout: TIMEOUT_MS,
    });
    const text = await answer.body.text();
    if (answer.statusCode !== 202) return { kind: "refused", status: answer.statusCode };
    const { id, deliveries } = accepted.parse(JSON.parse(text));
    return { kind: "accepted", eventId: id, deliveries };
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    return NEVER_CONNECTED.has(code) ? { kind: "not_sent" } : { kind: "unknown", reason: code };
  }
}
