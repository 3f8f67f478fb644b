import { globSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Handler, Method } from "#http/route.ts";
import { shortFormOf } from "#http/short-form.ts";

/** An operation where it is mounted; paths have their parameters in braces, `/api/v1/apps/{app}/endpoints/{id}`. */
export type Mounted = Pick<Handler, "operation" | "answers" | "body"> & {
  path: string;
  shortPath: string | null;
  method: Method;
};

/** Every operation of the API, found in the route tree: a new route file is described without being told to. */
export async function mountedOperations(): Promise<Mounted[]> {
  const files = globSync("app/api/v1/**/route.ts", { cwd: root }).filter((file) => file !== DESCRIPTION_ITSELF);
  const found = await Promise.all(files.sort().map(operationsOf));
  return found.flat();
}

const METHODS: readonly Method[] = ["GET", "POST", "PUT", "PATCH", "DELETE"];
const DESCRIPTION_ITSELF = "app/api/v1/openapi.json/route.ts";
const root = fileURLToPath(new URL("../..", import.meta.url));

async function operationsOf(file: string): Promise<Mounted[]> {
  const exported: Record<string, unknown> = await import(join(root, file));
  const path = `/${dirname(file).replace(/^app\//, "")}`.replace(/\[(\w+)\]/g, "{$1}");
  return METHODS.flatMap((method) => {
    const handler = exported[method];
    if (!isHandler(handler)) return [];
    const { operation, answers, body } = handler;
    return [{ path, shortPath: shortFormOf(path), method, operation, answers, body }];
  });
}

function isHandler(value: unknown): value is Handler {
  return typeof value === "function" && "operation" in value && "answers" in value;
}
