import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { formatId, parseId } from "#domain/id.ts";

/** `ph_<key id>_<secret>`: the 26 characters of the key's id (`key_…` without its prefix), then 160 random bits in hex. */
export function makeToken(keyId: string): string {
  return `ph_${formatId("key", keyId).slice("key_".length)}_${randomBytes(20).toString("hex")}`;
}

/** The key's uuid inside a token, or null when the text has not a token's form. */
export function tokenKeyId(token: string): string | null {
  const suffix = /^ph_([0-9a-z]{26})_[0-9a-f]{40}$/.exec(token)?.[1];
  return suffix === undefined ? null : parseId("key", `key_${suffix}`);
}

/** What is stored of a token. A fast hash will do: there is nothing to guess in 160 random bits. */
export function hashToken(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}

/** Compared in constant time. */
export function tokenFits(storedHash: Buffer, token: string): boolean {
  const given = hashToken(token);
  return storedHash.length === given.length && timingSafeEqual(storedHash, given);
}
