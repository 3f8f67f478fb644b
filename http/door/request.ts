import { config } from "#domain/config.ts";
import { DomainError } from "#domain/error.ts";
import { newId } from "#domain/new-id.ts";

/** The body's bytes, refused as soon as they are more than `bytesMax`, whatever content-length said. */
export async function readBytes(request: Request, bytesMax: number): Promise<Uint8Array> {
  const tooLarge = () => new DomainError("payload_too_large", `The body may have at most ${bytesMax} bytes.`);
  const announced = request.headers.get("content-length");
  if (Number(announced ?? 0) > bytesMax) throw tooLarge();
  // The server cuts a body off where its content-length ends, and reads it in one piece for a third of a stream's price.
  if (announced !== null) return noLongerThan(bytesMax, new Uint8Array(await request.arrayBuffer()), tooLarge);
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.body ?? []) {
    length += chunk.byteLength;
    if (length > bytesMax) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}

function noLongerThan(bytesMax: number, bytes: Uint8Array, tooLarge: () => DomainError): Uint8Array {
  if (bytes.byteLength > bytesMax) throw tooLarge();
  return bytes;
}

/** A body that is itself what is sent, with the type it is said to have. Larger than `bytesMax` is refused unread. */
export async function readMessage(request: Request, bytesMax: number) {
  const body = await readBytes(request, bytesMax);
  return { body, contentType: request.headers.get("content-type") ?? "" };
}

/** The id a request is logged and answered under: the caller's `x-request-id` when it is a plain one, else a new one. */
export function newRequestId(headers: Headers): string {
  const given = headers.get("x-request-id");
  return given && /^[A-Za-z0-9._-]{8,64}$/.test(given) ? given : newId();
}

/** The request header that holds the connection's far end, where the server shows handlers no socket. */
export const PEER_ADDRESS_HEADER = "posthouse-peer-address";

/** The address a request came from, as far as TRUST_PROXY_HOPS lets anybody but the connection's far end say so. */
export function callerAddress(headers: Headers, peer: string | null): string | null {
  return clientAddress({ peer, forwardedFor: headers.get("x-forwarded-for") }, config().TRUST_PROXY_HOPS);
}

/** What is known of where a request came from: the connection's far end, and what `x-forwarded-for` claims. */
export type Route = { peer: string | null; forwardedFor: string | null };

/**
 * The address of whoever sent a request, for limits and the audit log. `hops` is how many proxies of the operator's own
 * stand in front, each of which appends what it saw: so many entries of the list are true, everything before them is
 * the sender's own claim. Null: not known.
 */
export function clientAddress({ peer, forwardedFor }: Route, hops: number): string | null {
  const claimed = (forwardedFor ?? "").split(",").map((entry) => entry.trim());
  const seen = [...claimed.filter(Boolean), ...(peer === null ? [] : [peer])];
  const address = hops === 0 ? peer : seen.at(Math.max(-seen.length, -hops - (peer === null ? 0 : 1)));
  // A socket that listens on IPv6 calls 192.0.2.1 ::ffff:192.0.2.1; it is one caller all the same.
  return address?.replace(/^::ffff:(?=[\d.]+$)/i, "") || null;
}
