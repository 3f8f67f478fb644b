type JsonObject = Record<string, unknown>;

/**
 * A JSON Schema to start from, as an example suggests it: the types of its members, all of them required. Lists go by
 * their first item; members that are null may be anything.
 */
export function draftSchema(example: JsonObject): JsonObject {
  return { $schema: "https://json-schema.org/draft/2020-12/schema", ...schemaOf(example, 0) };
}

const DEPTH_MAX = 12;

function schemaOf(value: unknown, depth: number): JsonObject {
  if (value === null || depth > DEPTH_MAX) return {};
  if (Array.isArray(value))
    return { type: "array", ...(value.length > 0 ? { items: schemaOf(value[0], depth + 1) } : {}) };
  if (typeof value === "number") return { type: Number.isInteger(value) ? "integer" : "number" };
  if (typeof value !== "object") return { type: typeof value };
  const members = Object.entries(value);
  const properties = members.map(([name, member]) => [name, schemaOf(member, depth + 1)] as const);
  return {
    type: "object",
    properties: Object.fromEntries(properties),
    ...(members.length > 0 ? { required: members.map(([name]) => name) } : {}),
  };
}
