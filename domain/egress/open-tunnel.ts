import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { isIPv6, Socket } from "node:net";
import type { Duplex } from "node:stream";
import { EgressFailure } from "./failure.ts";
import { type Limits, within } from "./within.ts";

/**
 * Reaches a vetted address through the operator's CONNECT proxy. The proxy is asked for the address and not for the
 * name, so that its own DNS cannot undo the check. Throws an EgressFailure.
 */
export async function openTunnel(
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
  if (status === 200 && earlyBytes === 0 && socket instanceof Socket) {
    return socket;
  }
  if (status === 200) {
    return new EgressFailure("bad_response", "The egress proxy sent data before the request.");
  }
  if (status === 403) {
    return new EgressFailure("connection_refused", "The egress proxy does not allow this receiver.");
  }
  if (status === 502 || status === 503 || status === 504) {
    return new EgressFailure("connection_refused", `The egress proxy could not reach the receiver (${status}).`);
  }
  return proxyFailure(`The egress proxy answered ${status} to CONNECT.`);
}

function proxyFailure(message: string, cause?: unknown): EgressFailure {
  return new EgressFailure("connection_refused", message, { isOurOutage: true, cause });
}

function proxyAuthorization(proxy: URL): Record<string, string> {
  if (proxy.username === "") {
    return {};
  }
  const credentials = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`;
  return { "proxy-authorization": `Basic ${Buffer.from(credentials).toString("base64")}` };
}

// An error between two owners of the socket must not end the process; its next owner hears of it by itself.
function keepQuiet(socket: Socket): Socket {
  return socket.on("error", () => undefined);
}
