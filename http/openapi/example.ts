import { EXAMPLE_VALUES } from "./example-values.ts";
import type { Schema } from "./types.ts";

type Look = {
  components: Record<string, Schema>;
  /** The field's name. */
  name?: string;
  /** What the field belongs to: a component's name, or else the field around it. */
  owner?: string;
};

/** A value that fits a schema, as real as the names of its fields allow. Every field is there. */
export function exampleOf(given: Schema, { components, name = "", owner = "" }: Look): unknown {
  const schema = resolved(given, components);
  const wanted = [...(EXAMPLE_VALUES[`${owner}.${name}`] ?? []), ...(EXAMPLE_VALUES[name] ?? [])];
  const known = wanted.find((value) => fits(schema, value, components));
  if (known !== undefined) return known;
  const own = schema.examples?.[0] ?? schema.const ?? schema.enum?.[0];
  if (own !== undefined) return own;
  const option = (schema.anyOf ?? schema.oneOf)?.find((one) => plain(one).type !== "null");
  if (option !== undefined) return exampleOf(plain(option), { components, name, owner });
  return ofType(schema, { components, name: componentName(given) ?? name });
}

function ofType(schema: Schema, { components, name = "" }: Look): unknown {
  switch (schema.type) {
    case "object":
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([field, inner]) => [
          field,
          exampleOf(plain(inner), { components, name: field, owner: name }),
        ]),
      );
    case "array":
      return Array.isArray(schema.items) ? [] : [exampleOf(plain(schema.items), { components, name: `${name}[]` })];
    case "integer":
    case "number":
      return schema.minimum ?? 1;
    case "boolean":
      return false;
    case "null":
      return null;
    default:
      return schema.format === "date-time" ? "2026-01-31T12:00:00.000Z" : "text";
  }
}

/** Whether a value is of the right kind, which is all that a table by field name has to ask. */
function fits(schema: Schema, value: unknown, components: Record<string, Schema>): boolean {
  const options = schema.anyOf ?? schema.oneOf;
  if (options) return options.some((option) => fits(resolved(plain(option), components), value, components));
  if (schema.const !== undefined) return schema.const === value;
  if (schema.enum) return schema.enum.some((choice) => choice === value);
  const types: readonly (string | undefined)[] = [schema.type].flat();
  if (!typesOf(value).some((type) => types.includes(type))) return false;
  if (schema.format === "date-time") return isTime(value);
  const { additionalProperties: inner } = schema;
  if (schema.properties || typeof inner !== "object" || Object.keys(inner).length === 0) return true;
  return Object.values(Object(value)).every((one) => fits(resolved(inner, components), one, components));
}

function typesOf(value: unknown): string[] {
  if (value === null) return ["null"];
  if (Array.isArray(value)) return ["array"];
  if (typeof value === "number") return Number.isInteger(value) ? ["integer", "number"] : ["number"];
  return [typeof value];
}

function isTime(value: unknown): boolean {
  return value === null || (typeof value === "string" && !Number.isNaN(Date.parse(value)));
}

function resolved(schema: Schema, components: Record<string, Schema>): Schema {
  const name = componentName(schema);
  return name === undefined ? schema : plain(components[name]);
}

function componentName({ $ref }: Schema): string | undefined {
  return $ref?.split("/").at(-1);
}

/** JSON Schema allows `true` for "anything". */
function plain(schema: Schema | boolean | undefined): Schema {
  return typeof schema === "object" ? schema : {};
}
