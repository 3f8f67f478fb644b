import type { Schema } from "#http/openapi/types.ts";
import { typeWords } from "./type-words.ts";

/** A field as the reference lists it; `name` is dotted, with `[]` behind a list: `attempts[].request.url`. */
export type FieldRow = { name: string; type: string; isRequired: boolean; description: string | null };

/** Every field of an object, those inside it below their own. */
export function fieldRows(given: Schema, components: Record<string, Schema>, before = ""): FieldRow[] {
  const { properties = {}, required = [] } = objectIn(given, components) ?? {};
  return Object.entries(properties).flatMap(([name, field]) => {
    const schema = typeof field === "object" ? field : {};
    const own = {
      name: `${before}${name}`,
      type: typeWords(schema),
      isRequired: required.includes(name),
      description: schema.description ?? null,
    };
    return [own, ...innerRows(schema, components, own.name)];
  });
}

function innerRows(schema: Schema, components: Record<string, Schema>, name: string): FieldRow[] {
  const items = listItems(schema);
  if (items) return fieldRows(items, components, `${name}[].`);
  return fieldRows(schema, components, `${name}.`);
}

/** The object that a schema is or refers to, also where it may be null instead. */
function objectIn(schema: Schema, components: Record<string, Schema>): Schema | undefined {
  const name = schema.$ref?.split("/").at(-1);
  if (name !== undefined) return components[name];
  if (schema.properties) return schema;
  const options = (schema.anyOf ?? []).flatMap((option) => (typeof option === "object" ? [option] : []));
  return options.map((option) => objectIn(option, components)).find((object) => object !== undefined);
}

function listItems({ items, anyOf = [] }: Schema): Schema | undefined {
  if (items && typeof items === "object" && !Array.isArray(items)) return items;
  return anyOf.flatMap((option) => (typeof option === "object" ? [listItems(option)] : [])).find((one) => one);
}
