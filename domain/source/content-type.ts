import { DomainError } from "#domain/error.ts";

const LENGTH_MAX = 200;
const JSON_FORM_OR_TEXT =
  /^(?:application\/(?:[\w.-]+\+)?json|application\/x-www-form-urlencoded|multipart\/form-data|text\/[\w.+-]+)\s*(?:;[\x20-\x7e]*)?$/i;

/** The content type that a provider's request is kept and sent on with, as it came: JSON, a form or text. */
export function inboundContentType(header: string | null): string {
  const contentType = header?.trim() ?? "";
  if (contentType.length <= LENGTH_MAX && JSON_FORM_OR_TEXT.test(contentType)) return contentType;
  throw new DomainError("unsupported_media_type", "Send JSON, a form or text, and say which in `Content-Type`.");
}
