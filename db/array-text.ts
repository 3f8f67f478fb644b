/**
 * Lists as PostgreSQL writes arrays (manual, "Array Input and Output Syntax"), for statements that take hundreds of rows
 * as a list per column: the driver looks twice through each item, ids and numbers too, for what must be escaped.
 */

/** Of ids, numbers, truths, moments and the words of an enum: none is empty or holds what an array gives a meaning to. */
export function plainArray(items: readonly (string | number | boolean | null)[]): string {
  return `{${items.map((item) => item ?? "null").join(",")}}`;
}

/** Of any texts but such with U+0000, which no text in the database can hold. */
export function textArray(items: readonly (string | null)[]): string {
  return `{${items.map((item) => (item === null ? "null" : quoted(item))).join(",")}}`;
}

/** Of values to be kept as JSON. U+0000 in their texts, which PostgreSQL takes in no jsonb, becomes U+FFFD. */
export function jsonArray(items: readonly (Record<string, string> | null)[]): string {
  return `{${items.map((item) => (item === null ? "null" : quotedJson(storable(JSON.stringify(item))))).join(",")}}`;
}

function quoted(item: string): string {
  return `"${MEANT.test(item) ? item.replace(EVERY_MEANT, "\\$&") : item}"`;
}

const MEANT = /["\\]/;
const EVERY_MEANT = /["\\]/g;

/** JSON holds no control character, so of what JSON escapes in it only quotes and backslashes are left, as in an array. */
function quotedJson(json: string): string {
  return JSON.stringify(json);
}

function storable(json: string): string {
  return json.includes("\\u0000") ? json.replaceAll("\\u0000", "\\ufffd") : json;
}
