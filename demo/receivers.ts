import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { Webhook } from "standardwebhooks";
import { BEHAVIOURS } from "./behaviours.ts";

/** The secrets a receiver accepts, asked for at every request: they may be rotated in the dashboard. */
export type SecretsOf = (path: string) => readonly string[];

export type DemoReceivers = {
  /** Where they listen, without a path. */
  origin: string;
  /** Signatures checked since the start, by the public `standardwebhooks` package. */
  checked: () => { good: number; bad: number };
  close: () => Promise<void>;
};

/** Kept from start to start where it is free, so that the endpoints keep their URLs. */
const PORT = 4010;
const BODY_BYTES_MAX = 1024 * 1024;
// The second loopback address keeps them apart from Posthouse itself; where there is none (macOS), the first one does.
const HOSTS = ["127.0.0.2", "127.0.0.1"] as const;

/** Starts the demo's receivers on one free loopback port, one behaviour per path. */
export async function startReceivers(secretsOf: SecretsOf): Promise<DemoReceivers> {
  const tally = { good: 0, bad: 0 };
  const server = createServer((request, response) => {
    receive(request, response, { secretsOf, tally }).catch(() => response.destroy());
  });
  const { host, port } = await listenOnLoopback(server);
  const close = async () => {
    server.closeAllConnections();
    const closed = once(server, "close");
    server.close();
    await closed;
  };
  return { origin: `http://${host}:${port}`, checked: () => ({ ...tally }), close };
}

async function receive(
  request: IncomingMessage,
  response: ServerResponse,
  { secretsOf, tally }: { secretsOf: SecretsOf; tally: { good: number; bad: number } },
): Promise<void> {
  const path = request.url ?? "/";
  const behave = BEHAVIOURS[path];
  const body = await readBody(request);
  const isSigned = secretsOf(path).some((secret) => isVerified(secret, body, request.headers));
  tally[isSigned ? "good" : "bad"] += 1;
  if (!behave) return reply(response, { status: 404, body: "{}" });
  if (!isSigned)
    return reply(response, { status: 401, body: JSON.stringify({ error: "The signature does not fit." }) });
  reply(response, await behave({ body, isSigned }));
}

function isVerified(secret: string, body: Buffer, headers: IncomingMessage["headers"]): boolean {
  const text = (name: string) => String(headers[name] ?? "");
  const signed = {
    "webhook-id": text("webhook-id"),
    "webhook-timestamp": text("webhook-timestamp"),
    "webhook-signature": text("webhook-signature"),
  };
  try {
    new Webhook(secret).verify(body, signed);
    return true;
  } catch {
    return false; // The package says no by throwing.
  }
}

function reply(
  response: ServerResponse,
  { status, body, headers = {} }: { status: number; body: string; headers?: Record<string, string> },
): void {
  response.writeHead(status, { "content-type": "application/json", ...headers }).end(body);
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length > BODY_BYTES_MAX) throw new Error("The body is larger than any that Posthouse sends.");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function listenOnLoopback(server: Server): Promise<{ host: string; port: number }> {
  for (const host of HOSTS) {
    for (const wanted of [PORT, 0]) {
      const listening = once(server, "listening");
      server.listen(wanted, host);
      // `once` rejects where the server reports that the address or the port is not to be had.
      if (
        !(await listening.then(
          () => true,
          () => false,
        ))
      )
        continue;
      const address = server.address();
      if (address !== null && typeof address === "object") return { host, port: address.port };
    }
  }
  throw new Error("The demo's receivers found no loopback address to listen on.");
}
