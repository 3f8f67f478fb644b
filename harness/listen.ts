import { once } from "node:events";
import type { Server } from "node:net";

/** Listens on loopback, on a free port unless told which; answers the port. Rejects where it cannot. */
export async function listen(server: Server, { host = "127.0.0.1", port = 0 } = {}): Promise<number> {
  server.listen(port, host);
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server listens on no TCP port.");
  return address.port;
}
