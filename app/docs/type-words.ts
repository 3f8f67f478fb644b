import type { Schema } from "#http/openapi/types.ts";

/** What kind of value a schema asks for, in words: `whole number, 1–100`, `list of text`, `time or null`. */
export function typeWords(schema: Schema): string {
  if (schema.$ref) return schema.$ref.split("/").at(-1) ?? "object";
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  const options = schema.anyOf ?? schema.oneOf;
  if (options) return [...new Set(options.map((option) => typeWords(plain(option))))].join(" or ");
  if (Array.isArray(schema.type)) return schema.type.map((type) => typeWords({ ...schema, type })).join(" or ");
  return ofType(schema);
}

function ofType(schema: Schema): string {
  switch (schema.type) {
    case "string":
      return schema.format === "date-time" ? "time" : `text${atMost(schema.maxLength, "characters")}`;
    case "integer":
      return `whole number${range(schema)}`;
    case "number":
      return `number${range(schema)}`;
    case "boolean":
      return "true | false";
    case "array":
      return `list of ${typeWords(plain(schema.items))}${atMost(schema.maxItems, "entries")}`;
    case "object":
      return isMap(schema) ? `object of ${typeWords(plain(schema.additionalProperties))}` : "object";
    case "null":
      return "null";
    default:
      return "anything";
  }
}

function isMap({ properties, additionalProperties }: Schema): boolean {
  return properties === undefined && typeof additionalProperties === "object";
}

function range({ minimum, maximum }: Schema): string {
  if (minimum === undefined && maximum === undefined) return "";
  if (maximum === undefined) return `, from ${minimum}`;
  return minimum === undefined ? `, up to ${maximum}` : `, ${minimum}–${maximum}`;
}

function atMost(max: number | undefined, what: string): string {
  return max === undefined ? "" : `, at most ${max} ${what}`;
}

/** JSON Schema allows `true` for "anything", and a tuple where a list's entries are told apart, which is not used. */
function plain(schema: Schema | boolean | readonly (Schema | boolean)[] | undefined): Schema {
  return typeof schema === "object" && !Array.isArray(schema) ? Object(schema) : {};
}
