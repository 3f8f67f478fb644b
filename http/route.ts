import type { NextRequest } from "next/server";
import type { z } from "zod";
import type { Operation } from "#domain/call/operation.ts";
import { DomainError } from "#domain/error.ts";
import { parseJson } from "#domain/json.ts";
import { isJsonObject } from "#domain/rule/json-object.ts";
import { countRequest, requestKind } from "#http/door/limit.ts";
import { actorOf } from "./actor.ts";
import { jsonAnswer, methodNotAllowed, problemResponse } from "./door/answer.ts";
import { newRequestId, readBytes, readMessage } from "./door/request.ts";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
type PathParams = Record<string, string | string[] | undefined>;
/** Next gives a path without parameters none at all. */
type RouteContext = { params: Promise<PathParams | undefined> };

/** A mounted operation, with what the API description and the tests read: its good answers, and a body of its own. */
export type Handler = ((request: NextRequest, context: RouteContext) => Promise<Response>) & {
  operation: Operation;
  status: number;
  answers: Readonly<Record<number, z.ZodType>>;
  body: BodyFacts | null;
};

/** What a body holds that is not the operation's input spelled in JSON. */
export type BodyFacts = { contentType: string; schema: z.ZodType; description: string };

/** How input is found in a request when it is not JSON. `events` reads the raw bytes of its body, for one. */
export type ReadInput = {
  (request: NextRequest, path: Record<string, string>): Promise<unknown>;
  body?: BodyFacts;
};

/** `statusOf` goes with `answers`, which names every status it may choose and what the answer then is. */
export type RouteOptions<O> = { readInput?: ReadInput } & (
  | { status?: number; statusOf?: undefined; answers?: undefined }
  | { status?: undefined; statusOf: (answer: O) => number; answers: Readonly<Record<number, z.ZodType>> }
);

/**
 * Mounts an operation on a path. Path parameters, then the query (GET, DELETE) or the JSON body (others) make its
 * input; `[app]` in the path names the app, `~` the default one. Every refusal becomes problem+json.
 */
export function route<O>(
  operation: Operation & ((...call: never[]) => Promise<O>),
  { status = 200, statusOf, answers, readInput = readNamedInput }: RouteOptions<O> = {},
): Handler {
  const handle = async (request: NextRequest, { params }: RouteContext): Promise<Response> => {
    const requestId = newRequestId(request.headers);
    try {
      const { app, ...path } = singleParams((await params) ?? {});
      const actor = await actorOf(request, requestId);
      if (actor) await countRequest(requestKind(operation), actor);
      const caller = {
        actor,
        app: app === DEFAULT_APP ? undefined : app,
        idempotencyKey: request.headers.get("idempotency-key") ?? undefined,
      };
      const answer = await operation.invoke(caller, () => {
        if (!takesQuery(request)) refuseQuery(request);
        return readInput(request, path);
      });
      return jsonAnswer(answer, { status: statusOf ? statusOf(answer as O) : status, requestId });
    } catch (error) {
      return problemResponse(error, requestId);
    }
  };
  const facts = { operation, status, answers: answers ?? { [status]: operation.facts.output } };
  return Object.assign(handle, { ...facts, body: readInput.body ?? null });
}

/** All methods of one path: those not given answer 405 and name those that are. */
export function resource(handlers: Partial<Record<Method, Answer>>): Record<Method, Answer> {
  const allow = METHODS.filter((method) => handlers[method]).join(", ");
  const refuse: PlainHandler = async (request) => methodNotAllowed(request, allow);
  const { GET = refuse, POST = refuse, PUT = refuse, PATCH = refuse, DELETE = refuse } = handlers;
  return { GET, POST, PUT, PATCH, DELETE };
}

/** What a path of the API answers that is none: the same for everybody, signed in or not. */
export async function unknownPath(request: Request): Promise<Response> {
  const error = new DomainError("not_found", "There is no such path. /api/v1/openapi.json lists those there are.");
  return problemResponse(error, newRequestId(request.headers));
}

/** Reads a request whose body is itself the input, byte for byte. Larger than `bytesMax` is refused unread. */
export function rawBody(bytesMax: number, body: BodyFacts): ReadInput {
  const read: ReadInput = (request) => readMessage(request, bytesMax);
  return Object.assign(read, { body });
}

/** Stands for `{app}` where the short form of a path left it out. */
export const DEFAULT_APP = "~";

export const METHODS: readonly Method[] = ["GET", "POST", "PUT", "PATCH", "DELETE"];
type PlainHandler = (request: NextRequest) => Promise<Response>;
type Answer = Handler | PlainHandler;

async function readNamedInput(request: NextRequest, path: Record<string, string>): Promise<unknown> {
  const named = takesQuery(request) ? queryOf(request.nextUrl.searchParams) : await readJsonBody(request);
  const clash = Object.keys(path).find((name) => Object.hasOwn(named, name));
  if (clash)
    throw new DomainError("invalid_request", `${clash} stands in the path. Leave it out elsewhere.`, {
      issues: [{ path: clash, message: "Unknown field" }],
    });
  return { ...named, ...path };
}

/** The largest JSON body of a management call. */
const JSON_BODY_BYTES_MAX = 1024 * 1024;

/** The body's JSON object; a missing body counts as `{}`, so that POSTs without input need none. */
async function readJsonBody(request: Request): Promise<Record<string, unknown>> {
  const bytes = await readBytes(request, JSON_BODY_BYTES_MAX);
  if (bytes.length === 0) return {};
  const contentType = request.headers.get("content-type") ?? "";
  if (!/^application\/([\w.-]+\+)?json\s*(;|$)/i.test(contentType)) {
    throw new DomainError("unsupported_media_type", "Send the body as JSON, with `Content-Type: application/json`.");
  }
  const value = parseJson(bytes);
  if (isJsonObject(value)) return value;
  throw new DomainError("invalid_request", "The body must be a JSON object.", {
    issues: [{ path: "", message: "Must be an object" }],
  });
}

/** The others take a body instead. */
function takesQuery({ method }: NextRequest): boolean {
  return method === "GET" || method === "HEAD" || method === "DELETE";
}

function refuseQuery({ nextUrl }: NextRequest): void {
  const names = [...new Set(nextUrl.searchParams.keys())];
  if (names.length === 0) return;
  const issues = names.slice(0, 50).map((path) => ({ path, message: "Unknown query parameter" }));
  throw new DomainError("invalid_request", "Send these in the body, or leave them out.", { issues });
}

function queryOf(search: URLSearchParams): Record<string, unknown> {
  const names = new Set(search.keys());
  return Object.fromEntries(
    [...names].map((name) => [name, search.getAll(name).length > 1 ? search.getAll(name) : search.get(name)]),
  );
}

function singleParams(params: PathParams): Record<string, string> {
  return Object.fromEntries(
    Object.entries(params).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}
