import { createContext, Script } from "node:vm";
import { Ajv, type Options, type ValidateFunction } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import { LRUCache } from "lru-cache";
import { DomainError, type Issue, invalidField } from "#domain/error.ts";

export type JsonSchema = Record<string, unknown>;

/** What is wrong with a JSON Schema as a sentence, or null. Draft 2020-12 is the default, `$schema` may ask for 7. */
export function schemaFault(schema: JsonSchema): string | null {
  try {
    const validate = within(COMPILE_MS_MAX, () => compile(schema, { validateSchema: true }));
    return "$async" in validate ? "$async schemas are not supported" : null;
  } catch (error) {
    if (isTimeout(error)) return `Takes longer than ${COMPILE_MS_MAX} ms to compile. Make it simpler`;
    return `Not a valid JSON Schema: ${error instanceof Error ? error.message.slice(0, 300) : "it could not be compiled"}`;
  }
}

/** Where a value departs from a schema that `schemaFault` found sound; empty when it matches. */
export function schemaMismatches(schema: JsonSchema, value: unknown): Issue[] {
  try {
    const validate = compiled(schema);
    if (within(VALIDATE_MS_MAX, () => validate(value))) return [];
    return (validate.errors ?? []).slice(0, ISSUES_MAX).map(({ instancePath, message }) => ({
      path: instancePath.slice(1).replaceAll("/", "."),
      message: `The schema says: ${message ?? "no match"}`,
    }));
  } catch (error) {
    // A pattern that backtracks without end, or a schema that calls itself forever.
    if (isTimeout(error) || error instanceof RangeError) return [{ path: "", message: TOO_SLOW }];
    throw error;
  }
}

// Wall clock, so generous towards a busy machine. A schema's patterns come from a tenant: unbounded, one that
// backtracks would hold up everyone's events.
const VALIDATE_MS_MAX = 500;
const COMPILE_MS_MAX = 3000;
const ISSUES_MAX = 20;
const TOO_SLOW = `Could not be checked within ${VALIDATE_MS_MAX} ms. Make the event type's schema simpler.`;

// `format` is an annotation unless a vocabulary says otherwise (2020-12 validation §7.2.1).
const OPTIONS: Options = { strict: false, validateFormats: false, logger: false, allErrors: true, inlineRefs: false };
const compiledSchemas = new LRUCache<string, ValidateFunction>({ max: 200 });
const sandbox: { work: (() => unknown) | null } = { work: null };
const context = createContext(sandbox);
const runWork = new Script("work()");

function compiled(schema: JsonSchema): ValidateFunction {
  const key = JSON.stringify(schema);
  const known = compiledSchemas.get(key);
  if (known) return known;
  const fresh = compile(schema, { validateSchema: false });
  compiledSchemas.set(key, fresh);
  return fresh;
}

/** A compiler of its own each time: schemas share no `$id`s, and what the cache drops is free to go. */
function compile(schema: JsonSchema, options: Options): ValidateFunction {
  const isDraft7 = typeof schema.$schema === "string" && DRAFT_7.test(schema.$schema);
  const ajv = isDraft7 ? new Ajv({ ...OPTIONS, ...options }) : new Ajv2020({ ...OPTIONS, ...options });
  return ajv.compile(schema);
}

const DRAFT_7 = /^https?:\/\/json-schema\.org\/draft-07\/schema#?$/;

/** Runs `work` and stops it after `ms`: only a context's own timeout can interrupt code that never yields. */
function within<T>(ms: number, work: () => T): T {
  let result: { value: T } | undefined;
  sandbox.work = () => {
    result = { value: work() };
  };
  try {
    runWork.runInContext(context, { timeout: ms });
  } finally {
    sandbox.work = null;
  }
  if (!result) throw new Error("The work ended without a result.");
  return result.value;
}

function isTimeout(error: unknown): boolean {
  return (
    typeof error === "object" && error !== null && "code" in error && error.code === "ERR_SCRIPT_EXECUTION_TIMEOUT"
  );
}

type JsonObject = Record<string, unknown>;

/**
 * Refuses a schema that is none, and an example that is not a message of this type or does not match the schema.
 * Answers the example as the JSON text to keep: a whole message, so that a test can send it as it is.
 */
export function checkedDocuments(
  name: string,
  { schema, example }: { schema: JsonSchema | null; example: JsonObject | null },
): { schema: JsonSchema | null; example: string | null } {
  const fault = schema && schemaFault(schema);
  if (fault) throw invalidField("schema", fault);
  if (example === null) return { schema, example: null };
  const message = Object.hasOwn(example, "type") ? example : { type: name, ...example };
  if (message.type !== name) throw invalidField("example.type", `Must be ${name}, or left out`);
  if (schema) refuseMismatch(schema, message);
  return { schema, example: JSON.stringify(message) };
}

function refuseMismatch(schema: JsonSchema, message: JsonObject): void {
  const issues = schemaMismatches(schema, message).map(({ path, message: text }) => ({
    path: path ? `example.${path}` : "example",
    message: text,
  }));
  if (issues.length === 0) return;
  throw new DomainError("invalid_request", "The example does not match the schema. Correct one of them.", { issues });
}
