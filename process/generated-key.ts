import { randomBytes } from "node:crypto";
import { link, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

const keyBytes = 32;

/** The key kept in `file`, made at the first call: 32 random bytes in base64, readable by its owner alone. */
export async function generatedKey(file: string): Promise<string> {
  const existing = await readFile(file, "utf8").catch(() => "");
  if (existing.trim() !== "") return existing.trim();
  await mkdir(dirname(file), { recursive: true });
  const draft = `${file}.${randomBytes(6).toString("hex")}`;
  await writeFile(draft, `${randomBytes(keyBytes).toString("base64")}\n`, { mode: 0o600 });
  // A link never replaces: of two processes that start together, the second takes the first one's key.
  await link(draft, file).catch(ignoreExisting);
  await rm(draft, { force: true });
  return (await readFile(file, "utf8")).trim();
}

function ignoreExisting(error: unknown): void {
  if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
}
