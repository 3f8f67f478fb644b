import { idFloor } from "./id.ts";

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
