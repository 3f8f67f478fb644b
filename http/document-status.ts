import { AsyncLocalStorage } from "node:async_hooks";
import { subscribe } from "node:diagnostics_channel";

/**
 * Sets the status that the document being rendered answers with. False where there is none to set: a step within the
 * dashboard, or headers that have left. Next itself only knows errors for this, and an error's HTML is an empty body.
 */
export function setDocumentStatus(status: number): boolean {
  const response = current().getStore();
  if (!response || response.headersSent) return false;
  response.statusCode = status;
  return true;
}

/** Keeps each request's response at hand while it is worked on, from now on. Node tells of it before any listener. */
export function keepDocumentResponses(): void {
  subscribe("http.server.request.start", (message) => {
    const { request, response } = startOf(message);
    current().enterWith(isForDocument(request) ? response : null);
  });
}

/** Steps within the dashboard and server actions ask for React's data, which the browser's router shows by itself. */
function isForDocument({ headers }: Incoming): boolean {
  return headers.rsc === undefined && headers["next-action"] === undefined;
}

/** What is used of Node's `IncomingMessage` and `ServerResponse`. */
type Incoming = { headers: Record<string, string | string[] | undefined> };
type Outgoing = { statusCode: number; headersSent: boolean };

/** The channel's message, as Node's documentation of `http.server.request.start` gives its shape. */
function startOf(message: unknown): { request: Incoming; response: Outgoing } {
  return message as { request: Incoming; response: Outgoing };
}

const KEY = Symbol.for("posthouse.document-response");

/** One for the process: Next bundles this module once for its start and once for pages. Nobody else knows the key. */
function current(): AsyncLocalStorage<Outgoing | null> {
  const shared = globalThis as { [KEY]?: AsyncLocalStorage<Outgoing | null> };
  shared[KEY] ??= new AsyncLocalStorage();
  return shared[KEY];
}
