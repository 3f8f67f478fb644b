import { type CreateDocumentOptions, createDocument, type ZodOpenApiPathsObject } from "zod-openapi";
import type { Mounted } from "./mounted.ts";
import { problem } from "./problem-schema.ts";
import { tidySchema } from "./tidy-schema.ts";
import type { Schema } from "./types.ts";

/** What an operation takes and answers, as JSON Schema: `answers` by status, `body` where it is not the input itself. */
export type MountedSchemas = { input: Schema; body: Schema | null; answers: Record<string, Schema> };

/** The schemas of all operations, in their order, and the components they refer to. */
export function schemasOf(mounted: readonly Mounted[]): {
  schemas: MountedSchemas[];
  components: Record<string, Schema>;
} {
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
  return {
    schemas: mounted.map((_, at) => schemasAt(document, at)),
    components: document.components?.schemas ?? {},
  };
}

const OPTIONS: CreateDocumentOptions = {
  override: tidySchema,
  // A body's bytes have no JSON Schema; the route says what they hold.
  allowEmptySchema: { custom: true, transform: true, unknown: true, any: true, pipe: true },
};

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
