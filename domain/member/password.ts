import { hash, verify } from "@node-rs/argon2";

export const PASSWORD_LENGTH_MIN = 10;
/** Longer ones are refused unhashed, so that a huge body costs no time. */
export const PASSWORD_LENGTH_MAX = 200;

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
