import { readBytes } from "#domain/body.ts";
import type { BodyFacts, ReadInput } from "./route.ts";

/** Reads a request whose body is itself the input, byte for byte. Larger than `bytesMax` is refused unread. */
export function readMessage(bytesMax: number, body: BodyFacts): ReadInput {
  const read: ReadInput = async (request) => ({
    body: await readBytes(request, bytesMax),
    contentType: request.headers.get("content-type") ?? "",
  });
  return Object.assign(read, { body });
}
