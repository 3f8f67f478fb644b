import { createHmac, timingSafeEqual } from "node:crypto";
import { DomainError } from "./error.ts";
import { derivedKey } from "./secret/master-key.ts";

/** The list a cursor was made for: it opens no other list, and no other tenant's. */
export type CursorScope = { list: string; tenantId: string };

/** An opaque, signed place in a list: the position is the sort key of the last row shown. */
export function encodeCursor(scope: CursorScope, position: string): string {
  const body = Buffer.from(position).toString("base64url");
  return `${body}.${sign(scope, body).toString("base64url")}`;
}

/** The position inside a cursor; a changed, foreign or made-up one is refused. */
export function decodeCursor(scope: CursorScope, cursor: string): string {
  const [body = "", signature = "", ...rest] = cursor.split(".");
  const given = Buffer.from(signature, "base64url");
  const expected = sign(scope, body);
  if (rest.length > 0 || given.length !== expected.length || !timingSafeEqual(given, expected)) {
    throw new DomainError(
      "invalid_cursor",
      "Use nextCursor from the page before as it came, on the same list, or leave cursor out to start again.",
    );
  }
  return Buffer.from(body, "base64url").toString();
}

/** Cuts `limit + 1` rows down to a page: the extra row says that there is a next one. */
export function toPage<T>(
  rows: readonly T[],
  { limit, scope, position }: { limit: number; scope: CursorScope; position: (row: T) => string },
): { rows: readonly T[]; nextCursor: string | null } {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const nextCursor = rows.length > limit && last !== undefined ? encodeCursor(scope, position(last)) : null;
  return { rows: page, nextCursor };
}

const SIGNATURE_BYTES = 16;
let key: Buffer | undefined;

function sign({ list, tenantId }: CursorScope, body: string): Buffer {
  key ??= derivedKey("cursor");
  return createHmac("sha256", key).update(`${list}:${tenantId}:${body}`).digest().subarray(0, SIGNATURE_BYTES);
}
