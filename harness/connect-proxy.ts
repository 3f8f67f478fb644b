import { createServer } from "node:http";
import { connect, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import { listen } from "./listen.ts";

export type TestProxy = Awaited<ReturnType<typeof startProxy>>;

/** A CONNECT proxy that opens a tunnel, or answers `refuseWith` instead. */
export async function startProxy({ refuseWith }: { refuseWith?: number } = {}) {
  const tunnels: string[] = [];
  const authorizations: (string | undefined)[] = [];
  const open = new Set<Duplex>();
  let others = 0;
  const server = createServer((_request, response) => {
    others += 1;
    response.writeHead(502).end();
  });
  server.on("connection", (socket: Socket) => open.add(socket));
  server.on("connect", (request, client: Duplex) => {
    tunnels.push(request.url ?? "");
    authorizations.push(request.headers["proxy-authorization"]);
    if (refuseWith !== undefined) {
      client.end(`HTTP/1.1 ${refuseWith} Refused\r\n\r\n`);
      return;
    }
    const { hostname, port } = new URL(`http://${request.url}`);
    const upstream = connect({ host: hostname.replace(/[[\]]/g, ""), port: Number(port) || 80 }, () => {
      client.write("HTTP/1.1 200 Connection established\r\n\r\n");
      client.pipe(upstream).pipe(client);
    });
    open.add(upstream);
    upstream.on("error", () => client.end("HTTP/1.1 502 Bad Gateway\r\n\r\n"));
    client.on("error", () => upstream.destroy());
  });
  return {
    url: `http://127.0.0.1:${await listen(server)}`,
    /** The `host:port` of each CONNECT, oldest first. */
    tunnels,
    authorizations,
    /** Requests of any other kind: what an environment proxy would get for plain http. */
    otherRequests: () => others,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        for (const socket of open) socket.destroy();
      }),
  };
}
