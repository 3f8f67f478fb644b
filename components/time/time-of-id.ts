/** The moment a public id was made, in ms since 1970: the first 48 bits of the UUIDv7 it writes in Crockford base32. */
export function timeOfId(id: string): number {
  const suffix = id.slice(id.indexOf("_") + 1);
  let time = 0;
  // Ten characters are 50 bits, of which the first two are always zero.
  for (const character of suffix.slice(0, 10)) time = time * 32 + ALPHABET.indexOf(character);
  return time;
}

const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
