import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { connect, isIPv6, Socket } from "node:net";
import type { Duplex } from "node:stream";
import { canonicalAddress } from "./address.ts";
import { type Connection, createConnection, forgetIdle } from "./connection.ts";
import { EgressFailure, errorCode, type Limits, within } from "./failure.ts";
import { startTls } from "./start-tls.ts";
import type { Target } from "./vet-target.ts";

type ConnectionRequest = {
  target: Target;
  proxyUrl: string | null;
  dial: Dial | undefined;
  /** Fresh limits for the step that starts now. */
  limits: () => Limits;
};

type Opened = { connection: Connection; connectMs: number; tlsMs: number | null };

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
      if (!(error instanceof EgressFailure && error.code === "connection_refused")) throw error;
      refusal = error;
    }
  }
  throw refusal;
}

/** Starts a TCP connection to exactly this address; passed in by tests that need another wire. */
export type Dial = (address: string, port: number) => Socket;

/** The longest wait for a TCP connection, and again for a TLS handshake. */
export const CONNECT_TIMEOUT_MS = 5_000;

/**
 * Connects to a vetted, canonical address and looks once more whom the socket reached before anything is written.
 * Throws an EgressFailure: `connect_timeout`, `connection_refused`, `connection_reset` or `blocked_address`.
 */
async function openSocket(
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

/** Says in a sentence why there is no TCP connection, and whether our own machine is to blame. */
function explainConnectError(error: unknown): EgressFailure {
  const code = errorCode(error);
  switch (code) {
    case "ECONNREFUSED":
      return new EgressFailure("connection_refused", "The receiver refused the connection.", { cause: error });
    case "ECONNRESET":
    case "EPIPE":
      return new EgressFailure("connection_reset", "The receiver closed the connection at once.", { cause: error });
    case "ETIMEDOUT":
      return new EgressFailure("connect_timeout", "The receiver did not take the connection.", { cause: error });
    case "EHOSTUNREACH":
    case "EHOSTDOWN":
      return new EgressFailure("connection_refused", "There is no way to the receiver's address.", { cause: error });
    case "ENETUNREACH":
    case "ENETDOWN":
    case "EADDRNOTAVAIL":
    case "EMFILE":
    case "ENFILE":
    case "ENOBUFS": {
      const message = `This machine cannot open a connection (${code}).`;
      return new EgressFailure("connection_refused", message, { isOurOutage: true, cause: error });
    }
    default:
      return new EgressFailure("unknown", `The connection failed${code === "" ? "" : ` (${code})`}.`, { cause: error });
  }
}

/**
 * Reaches a vetted address through the operator's CONNECT proxy. The proxy is asked for the address and not for the
 * name, so that its own DNS cannot undo the check. Throws an EgressFailure.
 */
async function openTunnel(
  { proxyUrl, address, port }: { proxyUrl: string; address: string; port: number },
  { timeoutMs, signal }: Limits,
): Promise<Socket> {
  const authority = isIPv6(address) ? `[${address}]:${port}` : `${address}:${port}`;
  const expired = () =>
    new EgressFailure("connect_timeout", `No connection through the egress proxy within ${timeoutMs} ms.`, {
      isOurOutage: true,
    });
  return await within((over) => connectThrough(new URL(proxyUrl), authority, over), { timeoutMs, signal, expired });
}

function connectThrough(proxy: URL, authority: string, over: AbortSignal): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const request = proxy.protocol === "https:" ? requestHttps : requestHttp;
    const asked = request(proxy, {
      method: "CONNECT",
      path: authority,
      // Not the global agent: that one may take a proxy from the environment.
      agent: false,
      headers: { host: authority, ...proxyAuthorization(proxy) },
      signal: over,
    });
    asked.once("connect", (answer, socket, head) => {
      const tunnel = judgeAnswer(socket, answer.statusCode ?? 0, head.length);
      if (tunnel instanceof EgressFailure) {
        socket.destroy();
        reject(tunnel);
      } else {
        resolve(keepQuiet(tunnel));
      }
    });
    asked.once("response", () => {
      asked.destroy();
      reject(proxyFailure("The egress proxy did not understand CONNECT."));
    });
    asked.on("error", (error) => reject(proxyFailure("The egress proxy could not be reached.", error)));
    asked.end();
  });
}

function judgeAnswer(socket: Duplex, status: number, earlyBytes: number): Socket | EgressFailure {
  if (status === 200 && earlyBytes === 0 && socket instanceof Socket) return socket;
  if (status === 200) return new EgressFailure("bad_response", "The egress proxy sent data before the request.");
  if (status === 403) return new EgressFailure("connection_refused", "The egress proxy does not allow this receiver.");
  if (status === 502 || status === 503 || status === 504) {
    return new EgressFailure("connection_refused", `The egress proxy could not reach the receiver (${status}).`);
  }
  return proxyFailure(`The egress proxy answered ${status} to CONNECT.`);
}

function proxyFailure(message: string, cause?: unknown): EgressFailure {
  return new EgressFailure("connection_refused", message, { isOurOutage: true, cause });
}

function proxyAuthorization(proxy: URL): Record<string, string> {
  if (proxy.username === "") return {};
  const credentials = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`;
  return { "proxy-authorization": `Basic ${Buffer.from(credentials).toString("base64")}` };
}

// An error between two owners of the socket must not end the process; its next owner hears of it by itself.
function keepQuiet(socket: Socket): Socket {
  return socket.on("error", () => undefined);
}
