import { DomainError } from "#domain/error.ts";
import { problemResponse } from "#domain/problem.ts";
import { newRequestId } from "#domain/request-id.ts";

/** What a path of the API answers that is none: the same for everybody, signed in or not. */
export async function unknownPath(request: Request): Promise<Response> {
  const error = new DomainError("not_found", "There is no such path. /api/v1/openapi.json lists those there are.");
  return problemResponse(error, newRequestId(request.headers));
}
