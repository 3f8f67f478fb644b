import { cpuSecondsOf, cpuSecondsOfFamily } from "./process/cpu-time.ts";

/** Whose time is taken, by what people call it; of the database server all processes count. */
export type Watched = { processes: Readonly<Record<string, number>>; postgresPid?: number };

/** Starts to take time; what it answers then tells the microseconds of processor time each has spent on one of `count`. */
export async function takeProcessorTime(watched: Watched): Promise<(count: number) => Promise<Record<string, number>>> {
  const before = await read(watched);
  return async (count) => {
    const after = await read(watched);
    return Object.fromEntries(
      after.map(([name, seconds], at) => [name, ((seconds - (before[at]?.[1] ?? 0)) * 1e6) / count]),
    );
  };
}

async function read({ processes, postgresPid }: Watched): Promise<[string, number][]> {
  const read: [string, number][] = [];
  for (const [name, pid] of Object.entries(processes)) read.push([name, await cpuSecondsOf(pid)]);
  if (postgresPid !== undefined) read.push(["database", await cpuSecondsOfFamily(postgresPid)]);
  return read;
}

/** A list per name instead of a record per round. */
export function byName(rounds: readonly Record<string, number>[]): [string, number[]][] {
  return Object.keys(rounds[0] ?? {}).map((name) => [name, rounds.map((round) => round[name] ?? Number.NaN)]);
}
