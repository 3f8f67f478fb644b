import { type Connection, createConnection } from "./connection.ts";
import { EgressFailure } from "./failure.ts";
import { forgetIdle } from "./idle-connections.ts";
import { type Dial, openSocket } from "./open-socket.ts";
import { openTunnel } from "./open-tunnel.ts";
import { startTls } from "./start-tls.ts";
import type { Target } from "./vet-target.ts";
import type { Limits } from "./within.ts";

export type ConnectionRequest = {
  target: Target;
  proxyUrl: string | null;
  dial: Dial | undefined;
  /** Fresh limits for the step that starts now. */
  limits: () => Limits;
};

export type Opened = { connection: Connection; connectMs: number; tlsMs: number | null };

/** Which connections are alike: the same name at the same vetted address, by the same way. */
export function connectionKey(target: Target, address: string, proxyUrl: string | null): string {
  return `${target.url.protocol}//${target.url.host} ${address} ${proxyUrl ?? ""}`;
}

/** Opens a connection to the first of the target's addresses that takes one. Throws an EgressFailure. */
export async function openConnection(request: ConnectionRequest): Promise<Opened> {
  const { target, limits } = request;
  const startedAt = performance.now();
  const { socket: tcp, address } = await openFirst(request);
  const connectedAt = performance.now();
  const isSecure = target.url.protocol === "https:";
  const socket = isSecure ? await startTls(tcp, { host: target.host, ...limits() }) : tcp;
  const connection = createConnection({
    origin: target.url.origin,
    key: connectionKey(target, address, request.proxyUrl),
    socket,
    remoteAddress: address,
  });
  socket.once("close", () => forgetIdle(connection));
  return {
    connection,
    connectMs: connectedAt - startedAt,
    tlsMs: isSecure ? performance.now() - connectedAt : null,
  };
}

async function openFirst({ target, proxyUrl, dial, limits }: ConnectionRequest) {
  const { port, addresses } = target;
  // One budget for all of them, so that many dead addresses wait no longer than one.
  const { timeoutMs, signal } = limits();
  const until = performance.now() + timeoutMs;
  let refusal: unknown;
  for (const address of addresses) {
    const left = { timeoutMs: Math.ceil(until - performance.now()), signal };
    try {
      const socket =
        proxyUrl === null
          ? await openSocket({ address, port, dial }, left)
          : await openTunnel({ proxyUrl, address, port }, left);
      return { socket, address };
    } catch (error) {
      if (!(error instanceof EgressFailure && error.code === "connection_refused")) {
        throw error;
      }
      refusal = error;
    }
  }
  throw refusal;
}
