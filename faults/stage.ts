import { join } from "node:path";
import type postgres from "postgres";
import type { WorkerRole } from "#domain/config.ts";
import { formatId } from "#domain/id.ts";
import type { Fault, Removal } from "#faults/evidence/evidence.ts";
import type { Cluster } from "#harness/cluster.ts";
import { holdsWithin } from "#harness/holds-within.ts";
import type { LedgerReceiver } from "#harness/ledger-receiver.ts";
import { type PostgresProxy, startPostgresProxy } from "#harness/postgres-proxy.ts";
import { type ProductProcess, startWeb, startWorker, type WorkerOptions } from "#harness/worker.ts";
import { type Load, type LoadOptions, postBacklog, startLoad } from "./load.ts";
import type { World } from "./world.ts";

/** What a scenario acts on: one database, real workers, one receiver, a load, and a record of it. */
export type Stage = {
  scale: Scale;
  random: () => number;
  cluster: Cluster;
  databaseUrl: string;
  /** Straight to the database, past every proxy. */
  sql: postgres.Sql;
  world: World;
  receiver: LedgerReceiver;
  workers: readonly ProductProcess[];
  startWorker: (
    roles: readonly WorkerRole[],
    options?: { databaseUrl?: string; env?: Record<string, string> },
  ) => Promise<ProductProcess>;
  /** A web process, which takes events too; from the build that is there. */
  startWeb: () => Promise<ProductProcess>;
  /** Before the database; closed when the workers have stopped. */
  startProxy: () => Promise<PostgresProxy>;
  /** SIGKILL, written down with what the worker had under way. */
  kill: (worker: ProductProcess) => Promise<void>;
  /** Writes down a fault of another kind, with what is under way now. */
  note: (kind: string) => Promise<Fault>;
  /** Posts the scale's events within `seconds`; half-way an endpoint is deleted. */
  startLoad: (options: { seconds: number; doors?: () => readonly string[] } & Partial<LoadOptions>) => Load;
  /** Posts many events of tenant a in batches. */
  postBacklog: (options: { count: number; type: string }) => Promise<void>;
  /** The scenario's own findings: what does not hold is a violation. */
  require: (holds: boolean, sentence: string) => void;
  /** What to do when the workers have stopped. */
  onEnd: (close: () => Promise<void>) => void;
  /** A figure for the report. */
  remark: (sentence: string) => void;
};

/** What a stage has seen when its scenario is over. */
export type RunRecord = {
  faults: Fault[];
  kills: number;
  loads: Pick<Load, "posts">[];
  removing: Promise<Removal | null> | null;
  removal: Removal | null;
  closers: (() => Promise<void>)[];
  broken: string[];
  remarks: string[];
};

type StageOptions = Pick<Stage, "scale" | "random" | "cluster" | "databaseUrl" | "sql" | "world" | "receiver"> & {
  folder: string;
  masterKey: string;
};

type Starting = Omit<WorkerOptions, "roles">;

/** Sets the stage; the record grows while the scenario plays. */
export function createStage({ folder, masterKey, ...given }: StageOptions): { stage: Stage; record: RunRecord } {
  const { sql, world, databaseUrl, scale } = given;
  const workers: ProductProcess[] = [];
  const lists = { faults: [], loads: [], closers: [], broken: [], remarks: [] };
  const record: RunRecord = { ...lists, kills: 0, removing: null, removal: null };
  const start = async (kind: string, startIt: (options: Starting) => Promise<ProductProcess>) => {
    const name = `${kind}-${workers.length + 1}`;
    const onLost = (how: string) => void record.broken.push(`${name} ended by itself: ${how}`);
    const started = await startIt({ name, databaseUrl, masterKey, logFile: join(folder, `${name}.log`), onLost });
    workers.push(started);
    return started;
  };
  const note = async (kind: string) => {
    const fault = { kind, inFlight: await readInFlight(sql) };
    record.faults.push(fault);
    return fault;
  };
  const stage: Stage = {
    ...given,
    workers,
    startWorker: (roles, options = {}) =>
      start(roles.join("+"), (given) => startWorker({ ...given, ...options, roles })),
    startWeb: () => start("web", startWeb),
    startProxy: async () => {
      const proxy = await startPostgresProxy(databaseUrl);
      record.closers.push(proxy.close);
      return proxy;
    },
    kill: async (worker) => {
      await worker.kill();
      // A statement that was under way runs to its end in the server: only then is it known what was claimed.
      await backendsGone(sql, worker.name);
      await note(`SIGKILL of ${worker.name}`);
      record.kills += 1;
    },
    note,
    startLoad: ({ seconds, events = scale.events, ...options }) => {
      const load = startLoad({
        events,
        perSecond: events / seconds,
        keyedShare: 0.2,
        doors: () => doorsOf(workers),
        address: world.address,
        ...options,
      });
      record.loads.push(load);
      const removed = load.reached(events / 2).then(async () => {
        record.removing ??= world.remove();
        record.removal = await record.removing;
      });
      return { ...load, done: Promise.all([load.done, removed]).then(() => undefined) };
    },
    postBacklog: async (options) => {
      const { publicId: tenantId, token } = world.tenants.a;
      const [door] = doorsOf(workers);
      if (!door) throw new Error("No worker takes events.");
      record.loads.push({ posts: await postBacklog({ door, tenantId, token, ...options }) });
    },
    require: (holds, sentence) => {
      if (!holds) record.broken.push(sentence);
    },
    onEnd: (close) => void record.closers.push(close),
    remark: (sentence) => void record.remarks.push(sentence),
  };
  return { stage, record };
}

function doorsOf(workers: readonly ProductProcess[]): string[] {
  return workers.filter((worker) => worker.isRunning() && worker.roles.includes("ingest")).map(({ url }) => url);
}

async function readInFlight(sql: postgres.Sql): Promise<Fault["inFlight"]> {
  const rows = await sql<{ id: string; attempt: number }[]>`
    select id, attempt_count as attempt from deliveries where status = 'sending'`;
  return rows.map(({ id, attempt }) => ({ deliveryId: formatId("dlv", id), attempt }));
}

/** How much a run throws. */
type Scale = {
  events: number;
  /** Faults of the scenario's kind in one round. */
  faults: number;
  restarts: number;
  /** Deliveries that wait for a receiver that is down. */
  backlog: number;
  /** Deliveries that are due at an endpoint that hangs. */
  hanging: number;
  manyWorkers: number;
};

export type Form = "short" | "long";

/** The short form is part of `npm test` and finds its time between other tests; the long form throws all of it. */
export const SCALES: Readonly<Record<Form, Scale>> = {
  short: { events: 200, faults: 4, restarts: 4, backlog: 1_500, hanging: 1_000, manyWorkers: 3 },
  long: { events: 1_000, faults: 10, restarts: 20, backlog: 50_000, hanging: 10_000, manyWorkers: 8 },
};

const WITHIN_MS = 30_000;
const EVERY_MS = 20;

/** Resolves when the server has no connection left of the worker of that name: what it was doing there is over. */
async function backendsGone(sql: postgres.Sql, name: string): Promise<void> {
  const areGone = async () => {
    const [row] = await sql`select count(*)::int as left from pg_stat_activity where application_name = ${name}`;
    return row?.left === 0;
  };
  if (!(await holdsWithin(WITHIN_MS, areGone, EVERY_MS))) throw new Error(`The connections of ${name} outlive it.`);
}
