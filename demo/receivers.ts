import type { Socket } from "node:net";
import { z } from "zod";
import { replyAfter } from "#harness/behaviours.ts";
import { isSignedBy, type ReceivedRequest, startReceiver } from "#harness/receiver.ts";

/** The secrets a receiver accepts, asked for at every request: they may be rotated in the dashboard. */
export type SecretsOf = (path: string) => readonly string[];

export type DemoReceivers = Awaited<ReturnType<typeof startReceivers>>;

/** Kept from start to start where it is free, so that the endpoints keep their URLs. */
const PORT = 4010;

/**
 * Starts the demo's receivers on one free loopback port, one behaviour per path. `checked` counts signatures since the
 * start, by the public `standardwebhooks` package.
 */
export async function startReceivers(secretsOf: SecretsOf) {
  const tally = { good: 0, bad: 0 };
  const onRequest = (request: ReceivedRequest, socket: Socket) => {
    const isSigned = isSignedBy(secretsOf(request.path), request);
    tally[isSigned ? "good" : "bad"] += 1;
    answer(socket, answerTo(request, isSigned));
  };
  const options = { behaviour: { onRequest }, keepsRequests: false };
  const { url, close } = await startReceiver({ ...options, port: PORT }).catch(() => startReceiver(options));
  return { origin: new URL(url).origin, checked: () => ({ ...tally }), close };
}

function answerTo(request: ReceivedRequest, isSigned: boolean): DemoAnswer {
  const behave = BEHAVIOURS[request.path];
  if (!behave) return { status: 404, body: {} };
  return isSigned ? behave(request) : { status: 401, body: { error: "The signature does not fit." } };
}

function answer(socket: Socket, { status, body, headers = {}, after: [least, most] = [0, 0] }: DemoAnswer): void {
  const reply = { status, body: JSON.stringify(body), headers: { "content-type": "application/json", ...headers } };
  replyAfter(socket, { delayMs: least + (most - least) * Math.random(), reply });
}

/** `after`: at least and at most so many milliseconds. */
type DemoAnswer = { status: number; body: unknown; headers?: Record<string, string>; after?: [number, number] };
type Behaviour = (request: ReceivedRequest) => DemoAnswer;

const BEHAVIOURS: Record<string, Behaviour> = {
  "/orders": () => ({ status: 200, body: { received: true } }),
  "/warehouse": () => ({ status: 202, body: { queued: true }, after: [1500, 3000] }),
  "/crm": () =>
    Math.random() < 0.4
      ? {
          status: 503,
          body: { error: "upstream connect error or disconnect/reset before headers" },
          headers: { "retry-after": "3" },
        }
      : { status: 200, body: { ok: true }, after: [40, 240] },
  "/legacy": () => ({
    status: 500,
    body: { error: "java.lang.NullPointerException", at: "com.example.legacy.WebhookServlet.doPost" },
  }),
  "/retired": () => ({ status: 410, body: { message: "This integration was switched off." } }),
  "/partner": createPartner(),
};

/** Takes deliveries only once its owner has proven control: until a challenge was answered it says 403. */
function createPartner(): Behaviour {
  let isVerified = false;
  return ({ body }) => {
    const challenge = challengeIn(body);
    if (challenge === null)
      return isVerified
        ? { status: 200, body: { ok: true } }
        : { status: 403, body: { error: "Verify this endpoint first." } };
    isVerified = true;
    return { status: 200, body: { challenge } };
  };
}

const verification = z.object({ type: z.literal("endpoint.verification"), challenge: z.string() });

function challengeIn(body: Buffer): string | null {
  try {
    return verification.parse(JSON.parse(body.toString())).challenge;
  } catch {
    return null; // An event, or no JSON at all.
  }
}
