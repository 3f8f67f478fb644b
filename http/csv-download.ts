import type { NextRequest } from "next/server";
import type { Actor } from "#domain/call/actor.ts";
import { DomainError } from "#domain/error.ts";
import { log } from "#domain/log.ts";
import type { Place } from "./action.ts";
import { personActor } from "./actor.ts";
import { clientIp } from "./client-ip.ts";
import { problemResponse } from "./door/answer.ts";
import { newRequestId } from "./door/request.ts";
import { sessionOf } from "./session.ts";

type CsvDownload = {
  place: Place;
  /** Without an ending. */
  filename: string;
  head: string;
  /** The lines after `cursor`, and where the next ones start; `app` and `actor` are the caller's. */
  read: (caller: { actor: Actor; app: string }, cursor: string | undefined) => Promise<Chunk>;
};
type Chunk = { text: string; nextCursor: string | null };

/**
 * A CSV file for a signed-in person, written stretch by chunk as fast as the browser takes it, so that its length costs
 * no memory. Who asks is looked up again for each: a permission that is taken away ends the download.
 */
export async function csvDownload(request: NextRequest, download: CsvDownload): Promise<Response> {
  const requestId = newRequestId(request.headers);
  const next = async (cursor?: string) =>
    download.read({ actor: await actorAt(request, download.place, requestId), app: download.place.app }, cursor);
  try {
    const first = await next();
    return new Response(chunks(download.head, first, { next, requestId }), {
      headers: {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": `attachment; filename="${download.filename}.csv"`,
        "cache-control": "no-store",
        "x-request-id": requestId,
      },
    });
  } catch (error) {
    return problemResponse(error, requestId);
  }
}

/** The first chunk is at hand, so that a refusal still has a status of its own. */
function chunks(
  head: string,
  first: Chunk,
  { next, requestId }: { next: (cursor: string) => Promise<Chunk>; requestId: string },
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let cursor = first.nextCursor;
  return new ReadableStream({
    start: (controller) => {
      controller.enqueue(encoder.encode(head + first.text));
      if (cursor === null) controller.close();
    },
    pull: async (controller) => {
      if (cursor === null) return;
      try {
        const chunk = await next(cursor);
        cursor = chunk.nextCursor;
        controller.enqueue(encoder.encode(chunk.text));
        if (cursor === null) controller.close();
      } catch (error) {
        // The status has left already: a broken connection is the one way to say that the file is not whole.
        log.warn({ err: error, requestId }, "export broke off");
        controller.error(error);
      }
    },
  });
}

async function actorAt(request: NextRequest, place: Place, requestId: string): Promise<Actor> {
  const session = await sessionOf(request, null);
  if (!session) throw new DomainError("unauthenticated", "Sign in to download this.");
  return personActor(session, place.tenant, { ip: clientIp(request.headers), requestId });
}
