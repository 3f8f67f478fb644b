import { setTimeout as wait } from "node:timers/promises";

export type DemoRequest = { body: Buffer; isSigned: boolean };
export type DemoAnswer = { status: number; body: string; headers?: Record<string, string> };
export type Behaviour = (request: DemoRequest) => Promise<DemoAnswer>;

/** The receivers of the demo, by the path they listen on. */
export const BEHAVIOURS: Record<string, Behaviour> = {
  "/orders": async () => answer(200, { received: true }),
  "/warehouse": async () => {
    await wait(1500 + Math.random() * 1500);
    return answer(202, { queued: true });
  },
  "/crm": async () => {
    if (Math.random() < 0.4)
      return answer(
        503,
        { error: "upstream connect error or disconnect/reset before headers" },
        { "retry-after": "3" },
      );
    await wait(40 + Math.random() * 200);
    return answer(200, { ok: true });
  },
  "/legacy": async () =>
    answer(500, { error: "java.lang.NullPointerException", at: "com.example.legacy.WebhookServlet.doPost" }),
  "/retired": async () => answer(410, { message: "This integration was switched off." }),
  "/partner": createPartner(),
};

/** Takes deliveries only once its owner has proven control: until a challenge was answered it says 403. */
function createPartner(): Behaviour {
  let isVerified = false;
  return async ({ body, isSigned }) => {
    const challenge = isSigned ? challengeIn(body) : null;
    if (challenge === null)
      return isVerified ? answer(200, { ok: true }) : answer(403, { error: "Verify this endpoint first." });
    isVerified = true;
    return answer(200, { challenge });
  };
}

function challengeIn(body: Buffer): string | null {
  const message: unknown = JSON.parse(body.toString());
  if (typeof message !== "object" || message === null) return null;
  const { type, challenge } = { type: undefined, challenge: undefined, ...message };
  return type === "endpoint.verification" && typeof challenge === "string" ? challenge : null;
}

function answer(status: number, body: unknown, headers: Record<string, string> = {}): DemoAnswer {
  return { status, body: JSON.stringify(body), headers };
}
