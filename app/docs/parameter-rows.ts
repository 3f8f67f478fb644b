import type { Components, OperationObject } from "#http/openapi/types.ts";
import type { FieldRow } from "./field-rows.ts";
import { typeWords } from "./type-words.ts";

const PLACES = { path: "in the path", query: "in the query", header: "header" } as const;

/** An operation's own parameters as rows, each with where it goes; the tenant's header is the same everywhere. */
export function parameterRows({ parameters }: OperationObject, components: Components): FieldRow[] {
  return parameters.flatMap((given) => {
    const parameter = "$ref" in given ? components.parameters[given.$ref.split("/").at(-1) ?? ""] : given;
    if (!parameter || parameter.name === "posthouse-tenant") return [];
    const { name, in: place, required, description, schema } = parameter;
    return [{ name, type: `${PLACES[place]}, ${typeWords(schema)}`, isRequired: required, description }];
  });
}
