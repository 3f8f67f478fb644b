import { DomainError } from "#domain/error.ts";
import { problemResponse } from "#domain/problem.ts";
import { newRequestId } from "#domain/request-id.ts";

/** The answer to every other method. */
export function onlyPost(request: Request): Response {
  const response = problemResponse(
    new DomainError("method_not_allowed", "Use POST here."),
    newRequestId(request.headers),
  );
  response.headers.set("allow", "POST");
  return response;
}
