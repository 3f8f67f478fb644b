import { open, readFile, rm, stat, utimes } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";

const refreshMs = 1_000;
const staleAfterMs = 10_000;
const pollMs = 50;

/** `what` completes "Another process has been …". */
type FileLock = { path: string; what: string; waitMs: number };

/**
 * Runs `work` while no other process holds `path`. A holder that died is noticed by its process id, or, where ids are
 * used again quickly (containers), by the file no longer being touched.
 */
export async function withFileLock<T>({ path, what, waitMs }: FileLock, work: () => Promise<T>): Promise<T> {
  await take({ path, what, waitMs });
  const refresh = setInterval(() => void utimes(path, new Date(), new Date()).catch(() => undefined), refreshMs);
  try {
    return await work();
  } finally {
    clearInterval(refresh);
    await rm(path, { force: true });
  }
}

async function take({ path, what, waitMs }: FileLock): Promise<void> {
  const giveUpAt = performance.now() + waitMs;
  while (performance.now() < giveUpAt) {
    if (await create(path)) return;
    if (await isStale(path)) await rm(path, { force: true });
    else await delay(pollMs);
  }
  throw new Error(`Another process has been ${what} for ${waitMs / 1000} s. If none is, remove ${path}.`);
}

async function create(path: string): Promise<boolean> {
  try {
    const file = await open(path, "wx");
    await file.writeFile(String(process.pid));
    await file.close();
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

async function isStale(path: string): Promise<boolean> {
  const held = await stat(path).catch(() => null);
  if (!held) return false;
  if (Date.now() - held.mtimeMs > staleAfterMs) return true;
  const holder = Number.parseInt(await readFile(path, "utf8").catch(() => ""), 10);
  return Number.isInteger(holder) && !isAlive(holder);
}

/** Whether a process of this id exists, ours or not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
