import { randomBytes } from "node:crypto";
import { z } from "zod";
import type { EgressPolicy } from "#domain/egress/policy.ts";
import { sendRequest } from "#domain/egress/request.ts";
import { classifyResponse, type EgressResponse, type EgressResult } from "#domain/egress/result.ts";
import { newId } from "#domain/new-id.ts";
import { signMessage } from "#domain/secret/signature.ts";
import { USER_AGENT } from "#domain/version.ts";

/** What a handshake is made with: secrets newest first, custom headers in the clear. */
export type Handshake = {
  url: string;
  headers: Record<string, string>;
  version: string | null;
  secrets: readonly string[];
};

/** Whether the receiver proved that it listens; `reason` is a sentence for whoever runs it. */
export type Verdict = { verified: true } | { verified: false; reason: string };

/** How long a receiver may take, from the look-up of its name to its whole answer. */
export const HANDSHAKE_TIMEOUT_MS = 30_000;

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

export type HandshakeOptions = { policy: EgressPolicy; timeoutMs?: number; now?: Date; challenge?: string };

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

/** Why the answer proves nothing; null when it does. */
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
