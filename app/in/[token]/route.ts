import type { NextRequest } from "next/server";
import { keepInbound } from "#domain/source/store-inbound.ts";
import { clientIp } from "#http/client-ip.ts";
import { answerSourceRequest } from "#http/door/source.ts";
import { resource } from "#http/route.ts";

/** For set-ups that have one door only: each request is kept in a transaction of its own. */
export const { GET, POST, PUT, PATCH, DELETE } = resource({
  POST: async (request: NextRequest) => {
    const token = request.nextUrl.pathname.replace(/^\/in\//, "");
    return answerSourceRequest(request, { token, remoteAddress: clientIp(request.headers), keep: keepInbound });
  },
});
