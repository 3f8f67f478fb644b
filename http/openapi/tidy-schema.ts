import type { ZodOpenApiOverride } from "zod-openapi";

/** Turns what zod writes into what a reader and a client generator need. */
export const tidySchema: Extract<ZodOpenApiOverride, (...args: never[]) => unknown> = ({ jsonSchema, io }) => {
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
  if (isAnyText(schema.propertyNames)) delete schema.propertyNames;
  if (isFlag(schema.anyOf)) {
    delete schema.anyOf;
    schema.type = "boolean";
  }
};

/** `true` or "true": two spellings of a switch, of which one is enough to know. */
function isFlag(anyOf: unknown): boolean {
  if (!Array.isArray(anyOf) || anyOf.length !== 2) return false;
  const [one, other] = anyOf;
  return one?.type === "boolean" && String(other?.enum) === "true,false";
}

/** Every name is a text; that says nothing. */
function isAnyText(names: unknown): boolean {
  return JSON.stringify(names) === '{"type":"string"}';
}
