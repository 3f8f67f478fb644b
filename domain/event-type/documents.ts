import { DomainError, invalidField } from "#domain/error.ts";
import { type JsonSchema, schemaFault, schemaMismatches } from "./json-schema.ts";

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
