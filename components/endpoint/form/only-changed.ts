import type { z } from "zod";
import type { updateEndpointInput } from "#domain/endpoint/schema.ts";
import { ENDPOINT_FIELDS } from "./form-values.ts";

/** What a change of an endpoint may hold, without its id. */
export type EndpointChange = Omit<z.input<typeof updateEndpointInput>, "id" | "status">;

/**
 * The fields that somebody touched: what another person changes meanwhile is not set back. `dirtyFields` as
 * react-hook-form has it, true or nested trues where a value differs from the first one.
 */
export function onlyChanged(change: EndpointChange, dirtyFields: Readonly<Record<string, unknown>>): EndpointChange {
  const changed = { ...change };
  for (const name of ENDPOINT_FIELDS) if (!holdsTrue(dirtyFields[name])) delete changed[name];
  return changed;
}

function holdsTrue(dirty: unknown): boolean {
  return dirty === true || (typeof dirty === "object" && dirty !== null && Object.values(dirty).some(holdsTrue));
}
