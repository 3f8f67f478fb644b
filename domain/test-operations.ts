import { globSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import type { Operation } from "./call/operation.ts";
import { isJsonObject } from "./rule/json-object.ts";

/** Every operation there is, found by looking into every file: a new one is tested without being told to. */
export async function allOperations(): Promise<Operation[]> {
  const folder = fileURLToPath(new URL(".", import.meta.url));
  const files = globSync("**/*.ts", { cwd: folder }).filter((file) => !TEST_FILE.test(file));
  const found = new Map<string, Operation>();
  for (const file of files.sort()) {
    const values: unknown[] = Object.values(await import(join(folder, file)));
    for (const value of values.filter(isOperation)) {
      if (found.has(value.facts.id)) throw new Error(`There are two operations called ${value.facts.id}.`);
      found.set(value.facts.id, value);
    }
  }
  return [...found.values()];
}

/** Where an operation's input takes ids: `path` to the field, with the prefix of the ids that go there. */
export function idFields({ facts }: Operation): { path: string[]; prefix: string }[] {
  return idFieldsOf(inputSchema(facts.input), []);
}

/** Input that an operation takes, as small as can be: what must be there, by the schema's own examples and bounds. */
export function sampleInput({ facts }: Operation): Record<string, unknown> {
  const sample = sampleOf(inputSchema(facts.input));
  if (!isJsonObject(sample)) throw new Error(`${facts.id} takes no object.`);
  return sample;
}

/** A copy of an input with one field set, however deep; list items go by their place. */
export function withField(
  input: Record<string, unknown>,
  path: readonly string[],
  value: unknown,
): Record<string, unknown> {
  const [name = "", ...rest] = path;
  if (rest.length === 0) return { ...input, [name]: value };
  if (rest[0] === LIST_ITEM) return { ...input, [name]: [value] };
  const inner = input[name];
  return { ...input, [name]: withField(isJsonObject(inner) ? inner : {}, rest, value) };
}

const TEST_FILE = /\.test\.ts$|(^|\/)test-[^/]*$/;
const LIST_ITEM = "[]";
const ID_EXAMPLE = /^([a-z]+)_[0-7][0-9a-hjkmnp-tv-z]{25}$/;

type Schema = z.core.JSONSchema.BaseSchema;

function inputSchema(input: z.ZodType): Schema {
  return z.toJSONSchema(input, { io: "input", unrepresentable: "any" });
}

function isOperation(value: unknown): value is Operation {
  return typeof value === "function" && "facts" in value && "invoke" in value;
}

function idFieldsOf(schema: Schema, path: string[]): { path: string[]; prefix: string }[] {
  const prefix = typeof schema.example === "string" ? ID_EXAMPLE.exec(schema.example)?.[1] : undefined;
  const here = prefix === undefined ? [] : [{ path, prefix }];
  const inside = Object.entries(schema.properties ?? {}).flatMap(([name, field]) =>
    idFieldsOf(plain(field), [...path, name]),
  );
  const items = isJsonObject(schema.items) ? idFieldsOf(schema.items, [...path, LIST_ITEM]) : [];
  const choices = (schema.anyOf ?? []).flatMap((choice) => idFieldsOf(plain(choice), path));
  return [...here, ...inside, ...items, ...choices];
}

function sampleOf(schema: Schema): unknown {
  if (schema.example !== undefined) return schema.example;
  const [choice] = [...(schema.enum ?? []), ...(schema.anyOf ?? []).map((option) => sampleOf(plain(option)))];
  if (choice !== undefined) return choice;
  if (schema.type === "string") return "x".repeat(Math.max(1, schema.minLength ?? 1));
  if (schema.type === "integer" || schema.type === "number") return schema.minimum ?? 1;
  if (schema.type === "boolean") return true;
  if (schema.type === "array") return Array.from({ length: schema.minItems ?? 0 }, () => sampleOf(itemOf(schema)));
  // What JSON Schema has no word for is a body's bytes.
  if (schema.type !== "object") return Buffer.from('{"type":"order.paid"}');
  const required = (schema.required ?? []).map((name) => [name, sampleOf(plain(schema.properties?.[name]))]);
  return Object.fromEntries(required);
}

function itemOf({ items }: Schema): Schema {
  return isJsonObject(items) ? items : {};
}

/** JSON Schema allows `true` for "anything". */
function plain(schema: Schema | boolean | undefined): Schema {
  return typeof schema === "object" ? schema : {};
}
