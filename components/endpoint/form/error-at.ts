import { type FieldErrors, get } from "react-hook-form";
import type { EndpointFormValues } from "./form-values.ts";

/** The message at a path of the operation's input (`requestConfig.headers.x-team`), which may lie below a field. */
export function errorAt(errors: FieldErrors<EndpointFormValues>, path: string): string | undefined {
  const found: unknown = get(errors, path);
  return messageOf(found);
}

/** The first message at a path or anywhere below it: for editors whose rows have no field of their own. */
export function errorBelow(errors: FieldErrors<EndpointFormValues>, path: string): string | undefined {
  const found: unknown = get(errors, path);
  return (
    messageOf(found) ??
    Object.values(isObject(found) ? found : {})
      .map(messageOf)
      .find((one) => one !== undefined)
  );
}

function messageOf(error: unknown): string | undefined {
  return isObject(error) && typeof error.message === "string" ? error.message : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
