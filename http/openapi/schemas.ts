import { z } from "zod";
import {
  type CreateDocumentOptions,
  createDocument,
  type ZodOpenApiOverride,
  type ZodOpenApiPathsObject,
} from "zod-openapi";
import { ERROR_CODES } from "#domain/error.ts";
import type { Problem } from "../door/answer.ts";
import type { ProblemCode } from "./error-meanings.ts";
import type { Mounted } from "./mounted.ts";
import type { Schema } from "./types.ts";

/** What an operation takes and answers, as JSON Schema: `answers` by status, `body` where it is not the input itself. */
export type MountedSchemas = { input: Schema; body: Schema | null; answers: Record<string, Schema> };

/** All operations with their schemas, in their order, and the components they refer to. */
export function schemasOf(mounted: readonly Mounted[]) {
  const paths: ZodOpenApiPathsObject = Object.fromEntries<ZodOpenApiPathsObject[string]>(
    mounted.map(({ operation, answers, body }, at) => [
      `/${at}`,
      {
        post: {
          requestBody: { content: { input: { schema: operation.facts.input }, ...(body && { body }) } },
          responses: Object.fromEntries(
            Object.entries(answers).map(([status, schema]) => [status, { content: { answer: { schema } } }]),
          ),
        },
      },
    ]),
  );
  paths["/problem"] = {
    get: { responses: { default: { description: "", content: { answer: { schema: problem } } } } },
  };
  const info = { title: "", version: "" };
  const document = plain(createDocument({ openapi: "3.1.0", info, paths }, OPTIONS));
  const entries = mounted.map((one, at) => ({ mounted: one, schemas: schemasAt(document, at) }));
  return { entries, components: document.components?.schemas ?? {} };
}

type Draft = {
  paths: Record<
    string,
    { post: { requestBody: { content: Contents }; responses: Record<string, { content: Contents }> } }
  >;
  components?: { schemas?: Record<string, Schema> };
};
type Contents = Record<string, { schema: Schema }>;

function schemasAt({ paths }: Draft, at: number): MountedSchemas {
  const { requestBody, responses } = must(paths[`/${at}`]?.post);
  const { input, body } = requestBody.content;
  const answers = Object.entries(responses).map(([status, { content }]) => [status, must(content.answer).schema]);
  return { input: must(input).schema, body: body?.schema ?? null, answers: Object.fromEntries(answers) };
}

function must<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("A schema is missing from the draft.");
  return value;
}

/** What was put in above comes out with every zod schema turned into JSON, which the library's types do not say. */
function plain(document: unknown): Draft {
  return JSON.parse(JSON.stringify(document));
}

const codes: readonly ProblemCode[] = [...namesOf(ERROR_CODES), "internal_error"];

const problem: z.ZodType<Problem> = z
  .object({
    type: z.string().describe("Where the code is explained").meta({ example: "/docs/errors#not_found" }),
    title: z.string().describe("The code in words; always the same for a code"),
    status: z.int(),
    code: z.enum(codes),
    detail: z.string().describe("What is wrong this time, and what to do"),
    issues: z
      .array(z.object({ path: z.string().describe("Dotted; empty: the whole input"), message: z.string() }))
      .optional()
      .describe("One for each field that is wrong"),
    requestId: z.string().describe("Also in the header `x-request-id`. Quote it when you ask for help"),
  })
  .meta({ id: "Problem" });

/** `Object.keys` forgets the names' types; the object is a constant of ours, so they are exactly these. */
function namesOf<T extends object>(object: T): (keyof T)[] {
  return Object.keys(object) as (keyof T)[];
}

/** Turns what zod writes into what a reader and a client generator need. */
const tidySchema: Extract<ZodOpenApiOverride, (...args: never[]) => unknown> = ({ jsonSchema, io }) => {
  const schema: Record<string, unknown> = jsonSchema;
  if (schema.example !== undefined) {
    schema.examples = [schema.example];
    delete schema.example;
  }
  // Format says it; the pattern behind it is 300 characters long.
  if (schema.format === "date-time") delete schema.pattern;
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum;
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
  // Answers may grow: a client must not stumble over a field that it does not know.
  if (io === "output" && schema.additionalProperties === false) delete schema.additionalProperties;
  if (JSON.stringify(schema.propertyNames) === '{"type":"string"}') delete schema.propertyNames;
  if (isFlag(schema.anyOf)) {
    delete schema.anyOf;
    schema.type = "boolean";
  }
};

const OPTIONS: CreateDocumentOptions = {
  override: tidySchema,
  // A body's bytes have no JSON Schema; the route says what they hold.
  allowEmptySchema: { custom: true, transform: true, unknown: true, any: true, pipe: true },
};

/** `true` or "true": two spellings of a switch, of which one is enough to know. */
function isFlag(anyOf: unknown): boolean {
  if (!Array.isArray(anyOf) || anyOf.length !== 2) return false;
  const [one, other] = anyOf;
  return one?.type === "boolean" && String(other?.enum) === "true,false";
}
