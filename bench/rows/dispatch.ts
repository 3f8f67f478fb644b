import { readdir, readFile } from "node:fs/promises";
import { z } from "zod";
import { drainBacklog } from "#bench/backlog.ts";
import { type Figure, figure, ratios, reach } from "#bench/report.ts";
import { playRounds, type Row } from "#bench/stage.ts";
import { addEndpoints, BODY_BYTES, makeWorld } from "#bench/world.ts";
import { SLOTS } from "#worker/dispatch/limits.ts";

const BACKLOG = 50_000;
const WARM_UP = 5_000;
const BARE_POSTS = 20_000;

/** What one play of a side came to: how many a second, and the microseconds of processor time each has spent on one. */
type Side = { rate: number; microseconds: Record<string, number> };

/** The bare loop is what the HTTP client alone can do: what the queue and its records cost is the rest. */
export const dispatch: Row = {
  name: "dispatch",
  what: "deliveries/s of one worker on a backlog of 50,000 of 1 KiB, against a bare loop of signed POSTs by the same client with the same concurrency",
  measure: async (stage) => {
    const receiver = await stage.startReceiver();
    const sender = stage.startTool("bench/process/sender.ts");
    const world = await makeWorld(stage);
    const endpointIds = await addEndpoints(world, receiver.origin);
    const worker = await stage.startWorker({ ...world, roles: ["dispatch"] });
    const postgresPid = await stage.postgresPid();
    const drain = async (count: number): Promise<Side> => {
      const watched = { processes: { worker: worker.pid, receiver: receiver.pid }, postgresPid };
      let stop = await takeProcessorTime(watched);
      const onStart = async () => {
        stop = await takeProcessorTime(watched);
      };
      const rate = await drainBacklog(world, receiver, { endpointIds, count, bodyBytes: BODY_BYTES, onStart });
      return { rate, microseconds: await stop(count) };
    };
    const loop = async (count: number): Promise<Side> => {
      const stop = await takeProcessorTime({ processes: { "bare loop": sender.pid, "its receiver": receiver.pid } });
      const order = { url: `${receiver.origin}/quick`, count, concurrency: SLOTS, bodyBytes: BODY_BYTES };
      const { seconds } = await sender.ask(order, z.object({ seconds: z.number() }));
      await receiver.hits(count);
      return { rate: count / seconds, microseconds: await stop(count) };
    };
    stage.progress("warming up");
    await drain(WARM_UP);
    await loop(WARM_UP);
    const rounds = await playRounds(stage, async () => ({ bare: await loop(BARE_POSTS), ours: await drain(BACKLOG) }));
    const [ours, bare] = [rounds.map((round) => round.ours), rounds.map((round) => round.bare)];
    return {
      figures: [
        figure("worker", "deliveries/s", ours.map(rateOf)),
        figure("bare loop", "POSTs/s", bare.map(rateOf)),
        ...[ours, bare].flatMap(processorFigures),
      ],
      reaches: [
        reach("of the bare loop", { rounds: ratios(ours.map(rateOf), bare.map(rateOf)), atLeast: 0.5 }),
        reach("processor time: times the bare exchange's", {
          rounds: ratios(ours.map(microsecondsOf), bare.map(microsecondsOf)),
          atMost: 2.2,
        }),
      ],
    };
  },
};

function rateOf({ rate }: Side): number {
  return rate;
}

function microsecondsOf({ microseconds }: Side): number {
  return Object.values(microseconds).reduce((sum, each) => sum + each, 0);
}

function processorFigures(rounds: readonly Side[]): Figure[] {
  return Object.keys(rounds[0]?.microseconds ?? {}).map((name) => {
    const spent = rounds.map(({ microseconds }) => microseconds[name] ?? Number.NaN);
    return figure(`processor time, ${name}`, "µs each", spent);
  });
}

/** Whose time is taken, by what people call it; of the database server all processes count. */
type Watched = { processes: Readonly<Record<string, number>>; postgresPid?: number };

/** Starts to take time; what it answers then tells the microseconds of processor time each has spent on one of `count`. */
async function takeProcessorTime(watched: Watched): Promise<(count: number) => Promise<Record<string, number>>> {
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

/** Seconds of processor time that a process has used; NaN where the system does not tell. */
async function cpuSecondsOf(pid: number): Promise<number> {
  return (await readStat(pid))?.ownSeconds ?? Number.NaN;
}

/** The same of a process and all its children, those included that have ended and were waited for. */
async function cpuSecondsOfFamily(pid: number): Promise<number> {
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
