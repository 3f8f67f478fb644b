import { vi } from "vitest";
import type { Clock } from "#domain/clock.ts";
import { newId } from "#domain/new-id.ts";
import type { Source } from "#domain/source/schema.ts";
import { keepInbound } from "#domain/source/store-inbound.ts";
import { proofHeaders, type SignedKind } from "#domain/source/test-signer.ts";
import { answerSourceRequest } from "./source.ts";

type Made = Pick<Source, "url" | "verification"> & { secret: string };
type Sent = { headers?: Record<string, string>; body?: string | Buffer; secret?: string; id?: string; now?: Clock };

/** Sends a request to a source as its provider would, in good order unless told otherwise. */
export async function sendTo(
  source: Made,
  { headers = {}, body = "{}", secret = source.secret, id = newId(), now }: Sent = {},
) {
  const nowSeconds = Math.floor((now?.() ?? new Date()).getTime() / 1000);
  const proof = await proofOf(source.verification.kind, { secret, body: body.toString(), nowSeconds, id });
  return post(source.url, { headers: { "content-type": "application/json", ...proof, ...headers }, body, now });
}

/** Sends any request to a source's address. */
export async function post(
  url: string,
  { headers, body, now }: { headers: HeadersInit; body?: string | Buffer; now?: Clock | undefined },
): Promise<{ status: number; answer: Record<string, unknown>; headers: Headers }> {
  const request = new Request(url, { method: "POST", headers, body: typeof body === "string" ? body : bytes(body) });
  const token = new URL(url).pathname.split("/").at(-1) ?? "";
  const response = await answerSourceRequest(request, {
    token,
    remoteAddress: "192.0.2.7",
    keep: keepInbound,
    ...(now ? { now } : {}),
  });
  return { status: response.status, answer: await response.json(), headers: response.headers };
}

/** What doors know of a source they keep for 0.9 s: this lets that time pass. */
export async function afterASecond<T>(work: () => Promise<T>): Promise<T> {
  const later = performance.now() + 1000;
  const clock = vi.spyOn(performance, "now").mockImplementation(() => later);
  try {
    return await work();
  } finally {
    clock.mockRestore();
  }
}

async function proofOf(kind: SignedKind | "token", signed: Parameters<typeof proofHeaders>[1]) {
  return kind === "token" ? { authorization: `Bearer ${signed.secret}` } : proofHeaders(kind, signed);
}

function bytes(body: Buffer | undefined): Uint8Array<ArrayBuffer> | null {
  return body === undefined ? null : new Uint8Array(body);
}
