import { exampleOf } from "./example.ts";
import { EXAMPLE_BODIES } from "./example-bodies.ts";
import type { Mounted } from "./mounted.ts";
import { refusalsOf } from "./refusals.ts";
import { REQUEST_ID, refusalName } from "./responses.ts";
import type { MountedSchemas } from "./schemas.ts";
import { splitInput } from "./split-input.ts";
import { tagOf } from "./tags.ts";
import type { Components, Media, OperationObject, Reference, Schema } from "./types.ts";

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
