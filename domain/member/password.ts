import { hash, verify } from "@node-rs/argon2";
import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import type { Database, Tx } from "#db/client.ts";
import { users } from "#db/schema/tenant.ts";

export const PASSWORD_LENGTH_MIN = 10;
/** Longer ones are refused unhashed, so that a huge body costs no time. */
export const PASSWORD_LENGTH_MAX = 200;

export const newPassword = z
  .string()
  .min(PASSWORD_LENGTH_MIN, `Must have at least ${PASSWORD_LENGTH_MIN} characters`)
  .max(PASSWORD_LENGTH_MAX, `May have at most ${PASSWORD_LENGTH_MAX} characters`);

/** Argon2id with the library's defaults (19 MiB, 2 passes, 1 lane), the OWASP cheat sheet's first choice. */
export async function hashPassword(password: string): Promise<string> {
  return hash(password);
}

/** Whether the password fits. Without a stored hash it takes the same time and is never right. */
export async function passwordFits(storedHash: string | null, password: string): Promise<boolean> {
  if (password.length > PASSWORD_LENGTH_MAX) return false;
  decoy ??= hashPassword("nobody has this password");
  const fits = await verify(storedHash ?? (await decoy), password);
  return fits && storedHash !== null;
}

let decoy: Promise<string> | undefined;

/** Gives an account a new password and ends all its sessions. */
export async function setPassword(db: Database | Tx, userId: string, password: string): Promise<void> {
  const passwordHash = await hashPassword(password);
  await db.update(users).set({ passwordHash, sessionsValidFrom: sql`now()` }).where(eq(users.id, userId));
}
