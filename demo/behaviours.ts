import { z } from "zod";
import type { ReceivedRequest } from "#harness/receiver.ts";

/** `after`: at least and at most so many milliseconds. */
export type DemoAnswer = { status: number; body: unknown; headers?: Record<string, string>; after?: [number, number] };
export type Behaviour = (request: ReceivedRequest) => DemoAnswer;

/** The receivers of the demo, by the path they listen on. */
export const BEHAVIOURS: Record<string, Behaviour> = {
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
