import { newId } from "./new-id.ts";

/** The id a request is logged and answered under: the caller's `x-request-id` when it is a plain one, else a new one. */
export function newRequestId(headers: Headers): string {
  const given = headers.get("x-request-id");
  return given && /^[A-Za-z0-9._-]{8,64}$/.test(given) ? given : newId();
}
