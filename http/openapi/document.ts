import { IDEMPOTENCY_KEY_LENGTH_MAX } from "#domain/call/idempotency.ts";
import { VERSION } from "#domain/version.ts";
import type { ProblemCode } from "./error-meanings.ts";
import { type Mounted, mountedOperations } from "./mounted.ts";
import { operationObject } from "./operation-object.ts";
import { refusalName, refusalResponse, refusalsOf } from "./refusals.ts";
import { type MountedSchemas, schemasOf } from "./schemas.ts";
import { tagOf, tagPlace } from "./tags.ts";
import type { Components, OpenApi, PathItem, Schema } from "./types.ts";

/** The whole API as OpenAPI 3.1, made from the route tree and the operations' own schemas. */
export async function openApiDocument(): Promise<OpenApi> {
  const mounted = (await mountedOperations()).sort(inReadingOrder);
  const { entries, components: shared } = schemasOf(mounted);
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
      paths[path] = { ...paths[path], [entry.mounted.method.toLowerCase() as Lowercase<Mounted["method"]>]: operation };
    }
  }
  return paths;
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

/** What holds for every operation, said once. */
const INTRODUCTION: Pick<OpenApi["info"], "description" | "license"> = {
  description: [
    "Everything that the dashboard does, for programs.",
    "**Paths.** What belongs to an app hangs under `/api/v1/apps/{app}`. The short form leaves the app out: then it is " +
      "the API key's app, or else the one called `production`.",
    "**Credentials.** `Authorization: Bearer` with an API key (`ph_…`) or with a signed-in person's session token. The " +
      "session cookie works too, and writes from Posthouse's own pages only. People who belong to several tenants name " +
      "one with the header `posthouse-tenant: <slug>`.",
    "**Objects and lists.** Objects carry `object` and `id`. Lists are `{ data, nextCursor }`, newest first; hand " +
      "`nextCursor` back as `cursor` until it is null. Times are RFC 3339 in UTC. Answers may gain fields; requests " +
      "with a field or a query parameter that is unknown are refused.",
    "**Once only.** A POST that makes something takes an `Idempotency-Key`: send the same request again, with the same " +
      "key, for as long as you have no answer.",
    "**Refusals** are RFC 9457 problems, `application/problem+json`. Tell them apart by `code`.",
    "**Events** may be posted to the worker's door as well (`INGEST_URL`, port 3001, API keys only), which is made for " +
      "many.",
  ].join("\n\n"),
  license: { name: "MIT", identifier: "MIT" },
};

/** What operations refer to: `refusals` are the sets of codes that go together somewhere. */
function componentsOf(schemas: Record<string, Schema>, refusals: Iterable<readonly ProblemCode[]>): Components {
  return {
    schemas,
    parameters: PARAMETERS,
    headers: HEADERS,
    responses: Object.fromEntries([...refusals].map((codes) => [refusalName(codes), refusalResponse(codes)])),
    securitySchemes: SECURITY_SCHEMES,
  };
}

const PARAMETERS: Components["parameters"] = {
  App: {
    name: "app",
    in: "path",
    required: true,
    description: "The app's id or its slug",
    schema: { type: "string", examples: ["production"] },
  },
  Tenant: {
    name: "posthouse-tenant",
    in: "header",
    required: false,
    description: "The tenant's slug. Only people who belong to several tenants need it: a key has one tenant",
    schema: { type: "string", examples: ["default"] },
  },
  IdempotencyKey: {
    name: "Idempotency-Key",
    in: "header",
    required: false,
    description:
      "Any text that is new for each new request. Within 24 hours a repeat of the request gets the first answer " +
      "again, secrets included, and nothing happens twice",
    schema: { type: "string", minLength: 1, maxLength: IDEMPOTENCY_KEY_LENGTH_MAX, examples: ["order-42-created"] },
  },
};

const HEADERS: Components["headers"] = {
  RequestId: {
    description: "The id under which the request was logged; yours where you sent a plain one",
    schema: { type: "string" },
  },
  RetryAfter: { description: "Seconds after which to try again", schema: { type: "integer", minimum: 1 } },
  Challenge: { description: "How to sign in", schema: { type: "string", examples: ['Bearer realm="posthouse"'] } },
};

const SECURITY_SCHEMES: Components["securitySchemes"] = {
  apiKey: {
    type: "http",
    scheme: "bearer",
    bearerFormat: "ph_<key id>_<secret>",
    description: "An API key, made on the dashboard's API keys page, by `POST /api-keys`, or by the operator.",
  },
  session: {
    type: "http",
    scheme: "bearer",
    bearerFormat: "JWT",
    description: "A signed-in person's session token: what next-auth keeps in the cookie.",
  },
  sessionCookie: {
    type: "apiKey",
    in: "cookie",
    name: "next-auth.session-token",
    description:
      "The same token as a cookie (`__Secure-next-auth.session-token` over https). It writes only from Posthouse's own " +
      "pages, which the browser proves by `Origin`.",
  },
};
