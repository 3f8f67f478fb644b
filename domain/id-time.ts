/** The moment inside a UUIDv7: its first 48 bits count milliseconds since 1970. The inverse of `idFloor`. */
export function idTime(uuid: string): Date {
  return new Date(Number.parseInt(uuid.slice(0, 8) + uuid.slice(9, 13), 16));
}
