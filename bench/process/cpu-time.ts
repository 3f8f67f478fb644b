import { readdir, readFile } from "node:fs/promises";

/** Seconds of processor time that a process has used; NaN where the system does not tell. */
export async function cpuSecondsOf(pid: number): Promise<number> {
  return (await readStat(pid))?.ownSeconds ?? Number.NaN;
}

/** The same of a process and all its children, those included that have ended and were waited for. */
export async function cpuSecondsOfFamily(pid: number): Promise<number> {
  const numbers = (await readdir("/proc").catch(() => [])).filter((name) => /^\d+$/.test(name));
  const stats = await Promise.all(numbers.map((name) => readStat(Number(name))));
  const children = stats.filter((stat) => stat?.parent === pid).map((stat) => stat?.ownSeconds ?? 0);
  const parent = await readStat(pid);
  return parent === null
    ? Number.NaN
    : children.reduce((sum, one) => sum + one, parent.ownSeconds + parent.endedSeconds);
}

/** As POSIX systems count it for user space: a hundredth of a second. */
const TICKS_PER_SECOND = 100;

/** proc_pid_stat(5): after the name in brackets come state, parent, …; utime is the 12th, cstime the 15th. */
async function readStat(pid: number) {
  const text = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => null);
  if (text === null) return null;
  const fields = text
    .slice(text.lastIndexOf(")") + 2)
    .split(" ")
    .map(Number);
  const seconds = (from: number) => ((fields[from] ?? 0) + (fields[from + 1] ?? 0)) / TICKS_PER_SECOND;
  return { parent: fields[1] ?? 0, ownSeconds: seconds(11), endedSeconds: seconds(13) };
}
