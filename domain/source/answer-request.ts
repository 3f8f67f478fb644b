import { readBytes } from "#domain/body.ts";
import { type Clock, systemClock } from "#domain/clock.ts";
import { problemResponse } from "#domain/problem.ts";
import { newRequestId } from "#domain/request-id.ts";
import { type KeepInbound, receive } from "./receive.ts";

type Door = { token: string; remoteAddress: string | null; keep: KeepInbound; now?: Clock };

/** Answers a POST to a source's URL, on whichever door it came. */
export async function answerSourceRequest(
  request: Request,
  { token, remoteAddress, keep, now = systemClock }: Door,
): Promise<Response> {
  const requestId = newRequestId(request.headers);
  try {
    const { headers } = request;
    const readBody = (bytesMax: number) => readBytes(request, bytesMax);
    const { status, body } = await receive({ token, headers, remoteAddress, readBody }, { keep, now });
    return Response.json(body, { status, headers: { "cache-control": "no-store", "x-request-id": requestId } });
  } catch (error) {
    return problemResponse(error, requestId);
  }
}
