import { randomBytes } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "#db/client.ts";
import { endpoints } from "#db/schema/endpoint.ts";
import type { AppContext } from "#domain/app/resolve.ts";
import { operation } from "#domain/call/operation.ts";
import { notifyDue } from "#domain/delivery/wake.ts";
import { configuredPolicy } from "#domain/egress/configured-policy.ts";
import type { EgressPolicy } from "#domain/egress/policy.ts";
import { sendRequest } from "#domain/egress/request.ts";
import { classifyResponse, type EgressResponse, type EgressResult } from "#domain/egress/result.ts";
import { DomainError } from "#domain/error.ts";
import { formatId } from "#domain/id.ts";
import { newId } from "#domain/new-id.ts";
import { activeSecrets } from "#domain/secret/active-secrets.ts";
import { signMessage } from "#domain/secret/signature.ts";
import { USER_AGENT } from "#domain/version.ts";
import { holdEndpoint } from "./find.ts";
import { endpointIdInput, verificationResult } from "./schema.ts";
import { openHeaders } from "./sealed-headers.ts";

export const verifyEndpoint = operation({
  id: "endpoint.verify",
  summary: "Verify that an endpoint's receiver listens",
  description:
    'Posts a signed `{ "type": "endpoint.verification", "challenge": "…" }`. The receiver must answer 2xx with JSON that ' +
    "holds the same `challenge` within 30 seconds.",
  permission: "manage_webhooks",
  scope: "app",
  input: endpointIdInput,
  output: verificationResult,
  audited: true,
  refusals: ["conflict"],
  outside: async ({ app, inTenant }, { id }) => {
    const handshake = await inTenant((tx) => prepare(tx, app, id));
    return { url: handshake.url, verdict: await shakeHands(handshake, { policy: configuredPolicy() }) };
  },
  run: async ({ app, tx, audit, outside: { url, verdict } }, { id }) => {
    const endpoint = await holdEndpoint(tx, app, id);
    if (endpoint.url !== url) throw new DomainError("conflict", "The URL was changed meanwhile. Verify it again.");
    const status = verdict.verified ? "verified" : "failed";
    const reason = verdict.verified ? null : verdict.reason;
    await tx
      .update(endpoints)
      .set({ verificationStatus: status, verificationCheckedAt: sql`now()`, verificationReason: reason })
      .where(eq(endpoints.id, id));
    if (verdict.verified) await notifyDue(tx);
    await audit({
      target: { type: "endpoint", id: formatId("ep", id) },
      before: { verification: endpoint.verificationStatus },
      after: { verification: status, reason },
    });
    return verdict;
  },
});

/** Held only to refuse a deleted endpoint: the transaction ends before anything is sent. */
async function prepare(tx: Tx, app: AppContext, id: string): Promise<Handshake> {
  const endpoint = await holdEndpoint(tx, app, id);
  const headers = await openHeaders(tx, endpoint, endpoint.headersEncrypted);
  return { url: endpoint.url, version: endpoint.version, headers, secrets: await activeSecrets(tx, id) };
}

/** What a handshake is made with: secrets newest first, custom headers in the clear. */
type Handshake = {
  url: string;
  headers: Record<string, string>;
  version: string | null;
  secrets: readonly string[];
};

/** Whether the receiver proved that it listens; `reason` is a sentence for whoever runs it. */
type Verdict = { verified: true } | { verified: false; reason: string };

/** How long a receiver may take, from the look-up of its name to its whole answer. */
const HANDSHAKE_TIMEOUT_MS = 30_000;

/** Asks a receiver to repeat a challenge, in a message signed like every other. Throws for nothing a receiver does. */
export async function shakeHands(
  handshake: Handshake,
  { policy, timeoutMs = HANDSHAKE_TIMEOUT_MS, now = new Date(), challenge = newChallenge() }: HandshakeOptions,
): Promise<Verdict> {
  const body = Buffer.from(JSON.stringify({ type: VERIFICATION_TYPE, challenge }));
  const headers = messageHeaders(handshake, body, Math.floor(now.getTime() / 1000));
  const result = await sendRequest({ url: handshake.url, method: "POST", headers, body, timeoutMs, policy });
  const reason = refusalOf(result, challenge);
  return reason === null ? { verified: true } : { verified: false, reason };
}

type HandshakeOptions = { policy: EgressPolicy; timeoutMs?: number; now?: Date; challenge?: string };

const VERIFICATION_TYPE = "endpoint.verification";

function newChallenge(): string {
  return randomBytes(32).toString("base64url");
}

function messageHeaders({ headers, version, secrets }: Handshake, body: Buffer, timestamp: number) {
  const id = `verification_${newId()}`;
  return {
    ...headers,
    "content-type": "application/json",
    "user-agent": USER_AGENT,
    "webhook-id": id,
    "webhook-timestamp": String(timestamp),
    "webhook-signature": signMessage({ id, timestamp, body, secrets }),
    "posthouse-event-type": VERIFICATION_TYPE,
    ...(version === null ? {} : { "posthouse-version": version }),
  };
}

function refusalOf(result: EgressResult, challenge: string): string | null {
  if (result.kind === "error") return result.message;
  switch (classifyResponse(result.status)) {
    case "redirect":
      return `The receiver answered ${result.status}, a redirect. Redirects are never followed: give the final URL.`;
    case "http_status":
      return `The receiver answered ${result.status}. It must answer 200–299 with the challenge.`;
    case "succeeded":
      return refusalOfBody(result, challenge);
  }
}

const expectedBody = z.object({ challenge: z.string() });

function refusalOfBody({ body, truncated }: EgressResponse, challenge: string): string | null {
  if (truncated) return "The receiver's answer was cut short or is too long. It must be a small JSON object.";
  const parsed = expectedBody.safeParse(jsonOrNull(body));
  if (!parsed.success) return 'The receiver must answer with JSON: {"challenge": "…"}, the challenge as it was sent.';
  return parsed.data.challenge === challenge ? null : "The receiver answered with another challenge than it was sent.";
}

function jsonOrNull(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString());
  } catch {
    return null;
  }
}
