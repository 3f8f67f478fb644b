/** The prefix of every public id (SPEC: one noun, one prefix). */
export const ID_PREFIXES = ["tnt", "app", "usr", "key", "ep", "evt", "dlv", "att", "src", "rpl", "aud"] as const;
export type IdPrefix = (typeof ID_PREFIXES)[number];

/** `("ep", uuid)` → `ep_…`: TypeID 0.3, the 128 bits as 26 characters of Crockford base32. */
export function formatId(prefix: IdPrefix, uuid: string): string {
  // Not by BigInt, which takes ten times as long: a delivery formats seven ids.
  let suffix = "";
  let bits = 0;
  let bitCount = SUFFIX_LENGTH * 5 - 128;
  for (let at = 0; at < uuid.length; at++) {
    const code = uuid.charCodeAt(at);
    if (code === DASH) continue;
    bits = ((bits & 31) << 4) | hexDigit(code);
    bitCount += 4;
    if (bitCount < 5) continue;
    bitCount -= 5;
    suffix += ALPHABET.charAt((bits >> bitCount) & 31);
  }
  return `${prefix}_${suffix}`;
}

/** The uuid behind a public id, or null when the text is no id of that prefix. */
export function parseId(prefix: IdPrefix, text: string): string | null {
  if (!isIdOf(prefix, text)) return null;
  let bits = 0n;
  for (const character of text.slice(prefix.length + 1)) bits = (bits << 5n) | BigInt(ALPHABET.indexOf(character));
  return hexToUuid(bits.toString(16).padStart(32, "0"));
}

/** Whether a text is a public id of one noun: `isIdOf("ep", "ep_…")`. */
export function isIdOf(prefix: IdPrefix, text: string): boolean {
  return text.startsWith(`${prefix}_`) && SUFFIX_PATTERN.test(text.slice(prefix.length + 1));
}

/** Whether a text is a whole public id of whatever noun. */
export function isAnyId(text: string): boolean {
  return ID_PREFIXES.some((prefix) => isIdOf(prefix, text));
}

/** What a public id of any noun names, or null: the palette and `q` filters take whatever was pasted. */
export function parseAnyId(text: string): { prefix: IdPrefix; uuid: string } | null {
  for (const prefix of ID_PREFIXES) {
    const uuid = parseId(prefix, text);
    if (uuid) return { prefix, uuid };
  }
  return null;
}

/** The first public id anywhere in a text: in a log line, an address, a header. */
export function idInside(text: string): { prefix: IdPrefix; id: string } | null {
  const id = ID_INSIDE.exec(text)?.[0] ?? "";
  const prefix = ID_PREFIXES.find((one) => isIdOf(one, id));
  return prefix === undefined ? null : { prefix, id };
}

/** The moment a public id was made, in ms since 1970: the first 48 bits of the UUIDv7 that it writes. */
export function timeOfId(id: string): number {
  let time = 0;
  // Ten characters are 50 bits, of which the first two are always zero.
  for (const character of id.slice(id.indexOf("_") + 1).slice(0, 10)) time = time * 32 + ALPHABET.indexOf(character);
  return time;
}

/** The smallest UUIDv7 of a moment: turns a time bound into a bound on ids, which are the partition key. */
export function idFloor(at: Date): string {
  return hexToUuid(`${Math.max(0, at.getTime()).toString(16).padStart(12, "0")}${"0".repeat(20)}`);
}

const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
const SUFFIX_LENGTH = 26;
// 26 × 5 bits are 130: the first character may not exceed 7, or the value would not fit 128 bits.
const SUFFIX = "[0-7][0-9a-hjkmnp-tv-z]{25}";
const SUFFIX_PATTERN = new RegExp(`^${SUFFIX}$`);
const ID_INSIDE = new RegExp(`\\b(?:${ID_PREFIXES.join("|")})_${SUFFIX}\\b`);

const DASH = 0x2d;

/** Of a character code of 0–9, a–f or A–F. */
function hexDigit(code: number): number {
  return code <= 0x39 ? code - 0x30 : (code & 0x1f) + 9;
}

function hexToUuid(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** The moment inside a UUIDv7: its first 48 bits count milliseconds since 1970. The inverse of `idFloor`. */
export function idTime(uuid: string): Date {
  return new Date(Number.parseInt(uuid.slice(0, 8) + uuid.slice(9, 13), 16));
}

/**
 * A bound below every id of what followed from this one: a delivery from its event, an attempt from its delivery. It
 * lets the database leave older partitions alone. Machines' clocks may differ by an hour.
 */
export function idFloorAfter(uuid: string): string {
  return idFloor(new Date(idTime(uuid).getTime() - CLOCKS_DIFFER_MS));
}

const CLOCKS_DIFFER_MS = 60 * 60 * 1000;
