import { globSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { NextRequest } from "next/server";
import { type Handler, METHODS, type Method } from "./route.ts";

/** A path of the API with what is exported for it; `path` has its parameters in brackets: `/api/v1/apps/[app]`. */
export type TestRoute = { path: string; methods: Map<Method, Handler> };

const JSON_TYPE = { "content-type": "application/json" };
const root = fileURLToPath(new URL("..", import.meta.url));

/** Every path under /api/v1, found in the route tree. */
export async function allRoutes(): Promise<TestRoute[]> {
  const files = globSync("app/api/v1/**/route.ts", { cwd: root }).sort();
  return Promise.all(
    files.map(async (file) => {
      const exported: Record<string, unknown> = await import(join(root, file));
      const methods = METHODS.flatMap((method) => {
        const handler = exported[method];
        return isHandler(handler) ? [[method, handler] as const] : [];
      });
      return { path: `/${dirname(file).replace(/^app\//, "")}`, methods: new Map(methods) };
    }),
  );
}

/** What a method of a path is mounted for, with the status of its good answer; null when it answers 405. */
export function mounted(handler: unknown): Pick<Handler, "operation" | "status" | "body"> | null {
  return isHandler(handler) && "operation" in handler ? handler : null;
}

export type Call = {
  headers?: Record<string, string>;
  params?: Record<string, string>;
  query?: string;
  body?: BodyInit | null;
};

/** Calls a method of a path as Next would. A body that is an object's text is sent as JSON. */
export async function call(
  { path, methods }: TestRoute,
  method: Method,
  { headers = {}, params = {}, query = "", body = null }: Call,
): Promise<Response> {
  const handler = methods.get(method);
  if (!handler) throw new Error(`${path} exports no ${method}.`);
  const filled = path.replace(/\[(\w+)\]/g, (_, name) => encodeURIComponent(params[name] ?? name));
  const sent = new Headers({ host: "localhost:3000", ...(typeof body === "string" ? JSON_TYPE : {}), ...headers });
  const request = new NextRequest(`http://localhost:3000${filled}${query}`, { method, headers: sent, body });
  return handler(request, { params: Promise.resolve(params) });
}

function isHandler(value: unknown): value is Handler {
  return typeof value === "function";
}
