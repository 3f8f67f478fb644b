import document from "#docs/reference/openapi.json" with { type: "json" };
import type { OpenApi } from "./types.ts";

/** The API's description as it was generated and checked in. */
export const published: OpenApi = asGenerated(document);

/** The file is written by scripts/openapi.ts from an `OpenApi`, and `npm run check` fails when it is not. */
function asGenerated(made: unknown): OpenApi {
  return made as OpenApi;
}
