import { VERSION } from "#domain/version.ts";
import { componentsOf } from "./components.ts";
import type { ProblemCode } from "./error-meanings.ts";
import { INTRODUCTION } from "./introduction.ts";
import { type Mounted, mountedOperations } from "./mounted.ts";
import { operationObject } from "./operation-object.ts";
import { refusalsOf } from "./refusals.ts";
import { refusalName } from "./responses.ts";
import { type MountedSchemas, schemasOf } from "./schemas.ts";
import { tagOf, tagPlace } from "./tags.ts";
import type { Components, DocumentMethod, OpenApi, PathItem } from "./types.ts";

/** The whole API as OpenAPI 3.1, made from the route tree and the operations' own schemas. */
export async function openApiDocument(): Promise<OpenApi> {
  const mounted = (await mountedOperations()).sort(inReadingOrder);
  const { schemas, components: shared } = schemasOf(mounted);
  const entries = mounted.map((one, at) => ({ mounted: one, schemas: schemas[at] ?? missing(one) }));
  const components = componentsOf(shared, refusalSets(entries));
  return {
    openapi: "3.1.0",
    info: { title: "Posthouse", version: VERSION, summary: "Webhooks, delivered and explained.", ...INTRODUCTION },
    servers: [{ url: "/", description: "The web process" }],
    tags: tagsOf(mounted),
    paths: pathsOf(entries, components),
    components: inOrder(components),
  };
}

type Entry = { mounted: Mounted; schemas: MountedSchemas };

function pathsOf(entries: readonly Entry[], components: Components): OpenApi["paths"] {
  const paths: Record<string, PathItem> = {};
  for (const form of ["short", "canonical"] as const) {
    for (const entry of entries) {
      const path = form === "short" ? entry.mounted.shortPath : entry.mounted.path;
      if (path === null) continue;
      const operation = operationObject({ ...entry, components }, form);
      paths[path] = { ...paths[path], [documentMethod(entry.mounted)]: operation };
    }
  }
  return paths;
}

function documentMethod({ method }: Mounted): DocumentMethod {
  const names: Record<Mounted["method"], DocumentMethod> = {
    GET: "get",
    POST: "post",
    PUT: "put",
    PATCH: "patch",
    DELETE: "delete",
  };
  return names[method];
}

/** By the part of the API, then by path; methods keep the order in which they were found. */
function inReadingOrder(a: Mounted, b: Mounted): number {
  const places = tagPlace(tagOf(a.path)) - tagPlace(tagOf(b.path));
  return places || (a.path < b.path ? -1 : Number(a.path > b.path));
}

function tagsOf(mounted: readonly Mounted[]): OpenApi["tags"] {
  const tags = new Map(mounted.map(({ path }) => [tagOf(path).name, tagOf(path)]));
  return [...tags.values()].map(({ name, description }) => ({ name, description }));
}

/** Each set of codes that share a status somewhere, once. */
function refusalSets(entries: readonly Entry[]): Iterable<ProblemCode[]> {
  const sets = entries.flatMap(({ mounted, schemas }) => [...refusalsOf(mounted, schemas.input).values()]);
  return new Map(sets.map((codes) => [refusalName(codes), codes])).values();
}

/** Schemas by name, so that a change of one moves no other. */
function inOrder({ schemas, responses, ...rest }: Components): Components {
  return { schemas: sorted(schemas), responses: sorted(responses), ...rest };
}

function sorted<T>(record: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function missing({ path }: Mounted): never {
  throw new Error(`${path} has no schemas.`);
}
