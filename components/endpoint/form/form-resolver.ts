import { zodResolver } from "@hookform/resolvers/zod";
import type { Endpoint } from "#domain/endpoint/schema.ts";
import { formMessage } from "./form-message.ts";
import { createFormSchema, updateFormSchema } from "./form-schema.ts";

/** Judges the form of a new endpoint by the operation's own schema. Loaded when a form is first sent or corrected. */
export const createResolver = zodResolver(createFormSchema, { error: formMessage });

/** The same for changes to an endpoint. */
export function updateResolver(endpoint: Pick<Endpoint, "requestConfig">) {
  return zodResolver(updateFormSchema(endpoint), { error: formMessage });
}
