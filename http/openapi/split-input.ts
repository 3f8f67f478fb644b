import { fieldWords } from "./field-words.ts";
import type { Mounted } from "./mounted.ts";
import type { Parameter, Schema } from "./types.ts";

export type SplitInput = { parameters: Parameter[]; body: Schema | null };

/** An operation's input as a request carries it: names in the path, the rest in the query or in a JSON body. */
export function splitInput({ path, method, body, operation }: Mounted, input: Schema): SplitInput {
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
  const description = given ?? `${fieldWords(name, noun)}${isRepeated ? "; may be repeated" : ""}`;
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
