import { AsyncLocalStorage } from "node:async_hooks";
import { type Outgoing, onRequestStart } from "./request-start.ts";

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

/** Keeps each request's response at hand while it is worked on, from now on. */
export function keepDocumentResponses(): void {
  onRequestStart(({ request, response }) => {
    // Steps within the dashboard and server actions ask for React's data, which the browser's router shows by itself.
    const { rsc, "next-action": nextAction } = request.headers;
    current().enterWith(rsc === undefined && nextAction === undefined ? response : null);
  });
}

const KEY = Symbol.for("posthouse.document-response");

/** One for the process: Next bundles this module once for its start and once for pages. Nobody else knows the key. */
function current(): AsyncLocalStorage<Outgoing | null> {
  const shared = globalThis as { [KEY]?: AsyncLocalStorage<Outgoing | null> };
  shared[KEY] ??= new AsyncLocalStorage();
  return shared[KEY];
}
