import type { NextRequest } from "next/server";
import { answerSourceRequest } from "#domain/source/answer-request.ts";
import { keepInbound } from "#domain/source/keep-inbound.ts";
import type { KeepInbound } from "#domain/source/receive.ts";
import { clientIp } from "./client-ip.ts";

/** A POST to a source's URL on the web process, for set-ups that have one door only: each in a transaction of its own. */
export async function takeSourceRequest(request: NextRequest): Promise<Response> {
  const token = request.nextUrl.pathname.replace(/^\/in\//, "");
  return answerSourceRequest(request, { token, remoteAddress: clientIp(request.headers), keep: keepAlone });
}

const keepAlone: KeepInbound = async (inbound) => {
  const [stored] = await keepInbound([inbound]);
  if (stored === undefined) throw new Error("What a source received was not stored.");
  return stored;
};
