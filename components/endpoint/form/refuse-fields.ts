import type { UseFormSetError } from "react-hook-form";
import type { Refusal } from "#components/query/run-action.ts";
import { ENDPOINT_FIELDS, type EndpointFormValues } from "./form-values.ts";

/**
 * Puts a refusal's issues beside their fields; answers the sentence for the top of the form, which is null when every
 * issue has found its field.
 */
export function refuseFields(refusal: Refusal, setError: UseFormSetError<EndpointFormValues>): string | null {
  const placed = refusal.issues.filter(({ path }) =>
    ENDPOINT_FIELDS.some((name) => path === name || path.startsWith(`${name}.`)),
  );
  for (const [at, { path, message }] of placed.entries()) {
    setError(asFieldPath(path), { type: "server", message }, { shouldFocus: at === 0 });
  }
  return placed.length > 0 && placed.length === refusal.issues.length ? null : refusal.detail;
}

/** The form's fields are named by the operation's own paths (form-values.ts), so a path below one of them is one. */
function asFieldPath(path: string): (typeof ENDPOINT_FIELDS)[number] {
  return path as (typeof ENDPOINT_FIELDS)[number];
}
