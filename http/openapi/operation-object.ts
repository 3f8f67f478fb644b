import { exampleOf } from "./example.ts";
import type { Mounted } from "./mounted.ts";
import { REQUEST_ID, refusalName, refusalsOf } from "./refusals.ts";
import type { MountedSchemas } from "./schemas.ts";
import { tagOf } from "./tags.ts";
import type { Components, Media, OperationObject, Parameter, Reference, Schema } from "./types.ts";

export type Described = { mounted: Mounted; schemas: MountedSchemas; components: Components };

/** An operation as the document shows it, once for its canonical path and once for its short one. */
export function operationObject(described: Described, form: "canonical" | "short"): OperationObject {
  const { mounted, schemas } = described;
  const { summary, description, permission } = mounted.operation.facts;
  const needs = `Needs the permission \`${permission}\`.`;
  const { parameters } = splitInput(mounted, schemas.input);
  const body = requestBody(described);
  return {
    operationId: operationId(mounted, form),
    tags: [tagOf(mounted.path).name],
    summary,
    description: description === undefined ? needs : `${description}\n\n${needs}`,
    security: permission === "manage_members" ? SESSIONS : [{ apiKey: [] }, ...SESSIONS],
    parameters: [...sharedParameters(mounted, form), ...parameters],
    ...(body && { requestBody: body }),
    responses: { ...goodAnswers(described), ...refusals(described) },
  };
}

const SESSIONS: Record<string, never[]>[] = [{ session: [] }, { sessionCookie: [] }];

function operationId({ operation, method, shortPath }: Mounted, form: "canonical" | "short"): string {
  const name = operation.facts.id.replace(/[._](\w)/g, (_, letter: string) => letter.toUpperCase());
  const byPut = method === "PUT" ? "ByPut" : "";
  return `${name}${byPut}${form === "canonical" && shortPath ? "InApp" : ""}`;
}

function sharedParameters({ path, operation }: Mounted, form: "canonical" | "short"): Reference[] {
  const names = [
    ...(form === "canonical" && path.includes("{app}") ? ["App"] : []),
    "Tenant",
    ...(operation.facts.idempotent ? ["IdempotencyKey"] : []),
  ];
  return names.map((name) => ({ $ref: `#/components/parameters/${name}` }));
}

function requestBody({ mounted, schemas, components }: Described): OperationObject["requestBody"] {
  const { id } = mounted.operation.facts;
  if (mounted.body && schemas.body) {
    const { contentType, description } = mounted.body;
    return { required: true, description, content: { [contentType]: media(schemas.body, { id, components }) } };
  }
  const { body } = splitInput(mounted, schemas.input);
  if (!body) return undefined;
  const name = componentName(id, "Body");
  components.schemas[name] = body;
  const content = { "application/json": media({ $ref: `#/components/schemas/${name}` }, { id, components }) };
  return { required: (body.required ?? []).length > 0, content };
}

/** `endpoint.rotate_secret` → `EndpointRotateSecretBody`. */
function componentName(id: string, kind: "Body" | "Answer"): string {
  return id.replace(/(?:^|[._])(\w)/g, (_, letter: string) => letter.toUpperCase()) + kind;
}

function media(schema: Schema, { id, components }: { id: string; components: Components }): Media {
  return { schema, example: EXAMPLE_BODIES[id] ?? exampleOf(schema, { components: components.schemas }) };
}

function goodAnswers({ mounted, schemas, components }: Described): OperationObject["responses"] {
  const statuses = Object.entries(schemas.answers);
  return Object.fromEntries(
    statuses.map(([status, given]) => {
      const name = componentName(mounted.operation.facts.id, "Answer") + (statuses.length > 1 ? status : "");
      if (!given.$ref) components.schemas[name] = given;
      const schema = given.$ref ? given : { $ref: `#/components/schemas/${name}` };
      const example = exampleOf(schema, { components: components.schemas });
      const description = STATUS_WORDS[status] ?? "Done";
      return [status, { description, headers: REQUEST_ID, content: { "application/json": { schema, example } } }];
    }),
  );
}

const STATUS_WORDS: Record<string, string> = { 200: "Done", 201: "Made", 202: "Accepted, to be worked on" };

function refusals({ mounted, schemas }: Described): OperationObject["responses"] {
  return Object.fromEntries(
    [...refusalsOf(mounted, schemas.input)].map(([status, codes]) => [
      String(status),
      { $ref: `#/components/responses/${refusalName(codes)}` },
    ]),
  );
}

type SplitInput = { parameters: Parameter[]; body: Schema | null };

/** An operation's input as a request carries it: names in the path, the rest in the query or in a JSON body. */
function splitInput({ path, method, body, operation }: Mounted, input: Schema): SplitInput {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? "").filter((name) => name !== "app");
  const noun = operation.facts.id.split(".")[0]?.replaceAll("_", " ") ?? "";
  const parameter = (where: Parameter["in"]) => (name: string) => toParameter(input, { name, where, noun });
  const named = inPath.map(parameter("path"));
  if (body) return { parameters: named, body: null };
  const rest = without(input, inPath);
  if (method !== "GET" && method !== "DELETE") return { parameters: named, body: isEmpty(rest) ? null : rest };
  return { parameters: [...named, ...Object.keys(rest.properties ?? {}).map(parameter("query"))], body: null };
}

type Place = { name: string; where: Parameter["in"]; noun: string };

function toParameter(input: Schema, { name, where, noun }: Place): Parameter {
  const field = input.properties?.[name];
  if (typeof field !== "object") throw new Error(`${noun}: the path names ${name}, and the input does not.`);
  const { description: given, ...schema } = field;
  const isRepeated = schema.type === "array";
  const description =
    given ?? `${WORDS[name] ?? `The ${noun}'s ${name === "id" ? "id" : name}`}${isRepeated ? "; may be repeated" : ""}`;
  const required = where === "path" || (input.required ?? []).includes(name);
  return { name, in: where, description, required, schema };
}

/** The same object without some fields; of a choice between objects, each. */
function without(schema: Schema, names: readonly string[]): Schema {
  const { properties, required, anyOf, oneOf, ...rest } = schema;
  const kept = (required ?? []).filter((name) => !names.includes(name));
  const choices = (options: Schema["anyOf"]) =>
    options?.map((option) => (typeof option === "object" ? without(option, names) : option));
  return {
    ...rest,
    ...(properties && {
      properties: Object.fromEntries(Object.entries(properties).filter(([name]) => !names.includes(name))),
    }),
    ...(kept.length > 0 && { required: kept }),
    ...(anyOf && { anyOf: choices(anyOf) ?? [] }),
    ...(oneOf && { oneOf: choices(oneOf) ?? [] }),
  };
}

function isEmpty({ properties = {}, anyOf, oneOf, additionalProperties }: Schema): boolean {
  return Object.keys(properties).length === 0 && !anyOf && !oneOf && additionalProperties === false;
}

const WORDS: Record<string, string> = {
  limit: "How many at most",
  cursor: "The `nextCursor` of the page before",
  after: "From this moment on",
  before: "Up to this moment, itself left out",
  status: "Only those with this status",
  eventType: "Only those of this event type",
  type: "Only those of this event type",
  eventId: "Only those of this event",
  endpointId: "Only those of this endpoint",
  sourceId: "Only those that came in at this source",
  processId: "Only those of this process",
  threadId: "Only those of this thread",
  active: "Only those that are active, or that are not",
  trigger: "Only those made this way",
  responseCode: "Only those whose last answer had this HTTP status",
  error: "Only those whose last attempt ended in this error",
  health: "Only those in this state of health",
  action: "Only this action",
  permanent: "Whether its secrets and its history go too, for good",
  userId: "The person's id",
};

/** Bodies as people would send them, by operation. The others' examples are made from what their schema requires. */
export const EXAMPLE_BODIES: Record<string, unknown> = {
  "app.create": { slug: "sandbox", name: "Sandbox" },
  "app.update": { requireKnownEventTypes: true },
  "api_key.create": { name: "Shop", permissions: ["send_events"] },
  "delivery.replay": { force: true },
  "endpoint.create": { url: "https://hooks.example.com/posthouse", name: "Orders", eventTypes: ["order.*"] },
  "endpoint.update": { status: "paused" },
  "endpoint.rotate_secret": { graceSeconds: 86_400 },
  "endpoint.test": { eventType: "order.paid" },
  "event.accept": { type: "order.paid", orderId: 42 },
  "event_type.create": {
    name: "order.paid",
    description: "An order was paid in full",
    example: { type: "order.paid", orderId: 42 },
  },
  "event_type.import": {
    eventTypes: [{ name: "order.paid", description: "An order was paid in full" }, { name: "order.shipped" }],
  },
  "event_type.update": { description: "An order was paid in full" },
  "member.update": { role: "admin" },
  "source.create": { name: "GitHub", verification: { kind: "github" } },
  "source.update": { active: false },
  "source.rotate": { graceSeconds: 86_400 },
  "replay.create": { filter: { status: ["dead_letter"] }, ratePerSecond: 50 },
};
