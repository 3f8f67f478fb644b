import { connect, isIPv6, type Socket } from "node:net";
import { canonicalAddress } from "./address.ts";
import { explainConnectError } from "./explain-connect-error.ts";
import { EgressFailure } from "./failure.ts";
import { type Limits, within } from "./within.ts";

/** Starts a TCP connection to exactly this address; passed in by tests that need another wire. */
export type Dial = (address: string, port: number) => Socket;

/** The longest wait for a TCP connection, and again for a TLS handshake. */
export const CONNECT_TIMEOUT_MS = 5_000;

/**
 * Connects to a vetted, canonical address and looks once more whom the socket reached before anything is written.
 * Throws an EgressFailure: `connect_timeout`, `connection_refused`, `connection_reset` or `blocked_address`.
 */
export async function openSocket(
  { address, port, dial = dialTcp }: { address: string; port: number; dial?: Dial | undefined },
  { timeoutMs, signal }: Limits,
): Promise<Socket> {
  const expired = () => new EgressFailure("connect_timeout", `No connection to ${address} within ${timeoutMs} ms.`);
  const socket = await within((over) => connected(dial(address, port), over), { timeoutMs, signal, expired });
  if (canonicalAddress(socket.remoteAddress ?? "") !== address) {
    socket.destroy();
    throw new EgressFailure("blocked_address", "The connection reached another address than the one that was checked.");
  }
  return socket;
}

// The family is given because Node asks nobody about a literal address, not even a `lookup` of ours.
function dialTcp(address: string, port: number): Socket {
  const family = isIPv6(address) ? 6 : 4;
  return connect({ host: address, port, family, autoSelectFamily: false, noDelay: true, keepAlive: true });
}

function connected(socket: Socket, over: AbortSignal): Promise<Socket> {
  return new Promise((resolve, reject) => {
    over.addEventListener("abort", () => socket.destroy(), { once: true });
    // Stays on for good: an error between two owners of the socket must not end the process.
    socket.on("error", (error) => reject(explainConnectError(error)));
    socket.once("connect", () => resolve(socket));
  });
}
