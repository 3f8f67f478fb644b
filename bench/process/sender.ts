import { randomBytes } from "node:crypto";
import { z } from "zod";
import { configuredPolicy } from "#domain/egress/configured-policy.ts";
import { sendRequest } from "#domain/egress/request.ts";
import { formatId } from "#domain/id.ts";
import { newId } from "#domain/new-id.ts";
import { generateSigningSecret, signMessage } from "#domain/secret/signature.ts";
import { USER_AGENT } from "#domain/version.ts";
import { answerOrders } from "#harness/answer-orders.ts";

const order = z.object({
  url: z.string(),
  count: z.number(),
  concurrency: z.number(),
  bodyBytes: z.number(),
});

const TIMEOUT_MS = 15_000;
const secrets = [generateSigningSecret()];
const policy = configuredPolicy();

/** The bare loop: signed POSTs through the worker's own HTTP client, no queue and no record. */
answerOrders(order, async ({ url, count, concurrency, bodyBytes }) => {
  const body = randomBytes(bodyBytes / 2).toString("hex");
  let sent = 0;
  const startedAt = performance.now();
  const loop = async () => {
    while (sent < count) {
      sent += 1;
      await sendOne(url, Buffer.from(body));
    }
  };
  await Promise.all(Array.from({ length: concurrency }, loop));
  return { seconds: (performance.now() - startedAt) / 1000 };
});

async function sendOne(url: string, body: Buffer): Promise<void> {
  const id = formatId("evt", newId());
  const timestamp = Math.floor(Date.now() / 1000);
  const headers = {
    "content-type": "application/json",
    "user-agent": USER_AGENT,
    "webhook-id": id,
    "webhook-timestamp": String(timestamp),
    "webhook-signature": signMessage({ id, timestamp, body, secrets }),
  };
  const answer = await sendRequest({ url, method: "POST", headers, body, timeoutMs: TIMEOUT_MS, policy });
  if (answer.kind !== "response" || answer.status !== 200)
    throw new Error(`The receiver did not accept: ${answer.kind}`);
}
