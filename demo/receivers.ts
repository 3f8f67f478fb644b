import type { Socket } from "node:net";
import { replyAfter } from "#harness/behaviours.ts";
import { isSignedBy, type ReceivedRequest, startReceiver } from "#harness/receiver.ts";
import { BEHAVIOURS, type DemoAnswer } from "./behaviours.ts";

/** The secrets a receiver accepts, asked for at every request: they may be rotated in the dashboard. */
export type SecretsOf = (path: string) => readonly string[];

export type DemoReceivers = {
  /** Where they listen, without a path. */
  origin: string;
  /** Signatures checked since the start, by the public `standardwebhooks` package. */
  checked: () => { good: number; bad: number };
  close: () => Promise<void>;
};

/** Kept from start to start where it is free, so that the endpoints keep their URLs. */
const PORT = 4010;

/** Starts the demo's receivers on one free loopback port, one behaviour per path. */
export async function startReceivers(secretsOf: SecretsOf): Promise<DemoReceivers> {
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
