import { randomBytes } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import type { AttemptError, DeliveryStatus } from "#domain/delivery/words.ts";
import { parseId } from "#domain/id.ts";
import { drain } from "#faults/drain.ts";
import type { Stage } from "#faults/stage.ts";
import { healthy, MAIN_TYPE } from "#faults/world.ts";
import {
  answers,
  answersRaw,
  dripsHeaders,
  endlessBody,
  gzipBomb,
  hangsUp,
  neverAnswers,
  redirectsTo,
  resets,
  shortBody,
  speaksFirst,
} from "#harness/behaviours.ts";
import { createCertificate } from "#harness/certificate.ts";
import { type Behaviour, type Receiver, startReceiver, startUnacceptingListener } from "#harness/receiver.ts";
import type { ProductProcess } from "#harness/worker.ts";
import { longestWait } from "../drain.ts";
import type { Scenario } from "./scenario.ts";

const TIMEOUT_MS = 1_000;
const NEIGHBOURS = 10;
/** The ten of another tenant arrive in under two seconds while one endpoint hangs. */
const NEIGHBOURS_WITHIN_MS = 2_000;
const SETTLED_WITHIN_MS = 60_000;
const HANGING_TYPE = "hostile.hanging";
/** A connection that is not taken is given up after five seconds, however long the attempt might last. */
const DEAF = { name: "deaf", timeoutMs: 20_000, connectMs: [4_900, 8_000] } as const;

export const hostileReceivers: Scenario = {
  name: "hostile-receivers",
  what: "receivers that are silent, endless, broken or lying, and one that hangs with thousands due",
  plan: [
    healthy("neighbour", { tenant: "b", eventTypes: [MAIN_TYPE], behaviour: { kind: "accepts", delayMs: [2, 30] } }),
  ],
  run: async (stage) => {
    const { world, scale } = stage;
    const worker = await stage.startWorker(["ingest", "dispatch", "maintain"]);
    await endlessCrowd(stage, worker);
    const receivers: Receiver[] = [];
    const endpoints = new Map<HostileCase, string>();
    for (const hostile of HOSTILE_CASES) {
      const tls = hostile.isTls ? createCertificate({ name: "receiver.example" }) : null;
      const receiver = await startReceiver({ behaviour: hostile.behaviour, ...(tls ? { tls } : {}) });
      receivers.push(receiver);
      endpoints.set(hostile, await world.addEndpoint({ name: hostile.name, url: receiver.url, timeoutMs: TIMEOUT_MS }));
    }
    const deaf = await startUnacceptingListener();
    stage.onEnd(deaf.close);
    const deafId = await world.addEndpoint({ ...DEAF, url: deaf.url });
    const hanging = await startReceiver({ behaviour: neverAnswers() });
    const hangingId = await world.addEndpoint({ name: "hanging", url: hanging.url, timeoutMs: 5 * TIMEOUT_MS });
    await stage.postBacklog({ count: scale.hanging, type: HANGING_TYPE });
    const types = [...HOSTILE_CASES, DEAF].map(({ name }) => `hostile.${name}`);
    const hostileLoad = stage.startLoad({
      events: types.length,
      seconds: 1,
      address: (number) => ({ ...world.address(5), type: types[number] ?? "" }),
    });
    const neighbours = stage.startLoad({ events: NEIGHBOURS, seconds: 1, address: () => world.address(3) });
    await Promise.all([hostileLoad.done, neighbours.done]);
    const left = await drain(stage.sql, { timeoutMs: SETTLED_WITHIN_MS, besides: hangingId });
    stage.require(left.length === 0, `Not settled in time: ${left.join(", ")}`);
    const longestMs = await longestWait(stage, { load: neighbours, endpoint: "neighbour" });
    stage.require(longestMs <= NEIGHBOURS_WITHIN_MS, `A neighbour waited ${longestMs} ms.`);
    for (const [hostile, id] of endpoints) await judge(stage, hostile, id);
    await judgeDeaf(stage, deafId);
    await world.removeEndpoint(hangingId);
    stage.remark(
      `${HOSTILE_CASES.length} receivers; one hung with ${scale.hanging} due, its neighbours waited ${longestMs} ms`,
    );
    stage.onEnd(async () => {
      for (const receiver of [...receivers, hanging]) await receiver.close();
    });
  },
};

async function judgeDeaf({ sql, require }: Stage, endpointId: string): Promise<void> {
  const rows = await sql<{ error: string | null; durationMs: number | null }[]>`
    select error_code as error, duration_ms as "durationMs" from attempts where endpoint_id = ${parseId("ep", endpointId)}`;
  const [least, most] = DEAF.connectMs;
  const isRight = ({ error, durationMs }: (typeof rows)[number]) =>
    error === "connect_timeout" && durationMs !== null && durationMs >= least && durationMs <= most;
  require(rows.length > 0 && rows.every(isRight), `Where nobody takes connections: ${JSON.stringify(rows)}.`);
}

/** The row of the one delivery, as it ended. */
async function judge({ sql, require }: Stage, { name, becomes }: HostileCase, endpointId: string): Promise<void> {
  const rows = await sql<{ status: string; error: string | null; responseCode: number | null }[]>`
    select status, error_code as error, response_code as "responseCode" from deliveries
    where endpoint_id = ${parseId("ep", endpointId)}`;
  const [row] = rows;
  const isRight =
    rows.length === 1 &&
    row?.status === becomes.status &&
    row.error === becomes.error &&
    row.responseCode === becomes.responseCode;
  require(isRight, `${name} became ${JSON.stringify(rows)}, not ${JSON.stringify(becomes)}.`);
}

/** A receiver that means no good, and what becomes of a delivery to it. */
type HostileCase = {
  /** Also the last word of its event type. */
  name: string;
  behaviour: Behaviour;
  isTls?: boolean;
  becomes: { status: DeliveryStatus; error: AttemptError | null; responseCode: number | null };
};

const taken = (responseCode: number) => ({ status: "succeeded", error: null, responseCode }) as const;
const refused = (responseCode: number) => ({ status: "dead_letter", error: "http_status", responseCode }) as const;
const broken = (error: AttemptError) => ({ status: "dead_letter", error, responseCode: null }) as const;

const STRANGE_TEXT = Buffer.concat([
  Buffer.from([0, 0xff, 0xfe]),
  Buffer.from("\u001b[31m</script><script>alert(1)</script>\u202e"),
]);
const NONSENSE = ["-1", "inf", "abc", "Thu, 01 Jan 1970 00:00:00 GMT", "1e9x", "9".repeat(10_000)];

const HOSTILE_CASES: readonly HostileCase[] = [
  { name: "silent", behaviour: neverAnswers(), becomes: broken("timeout") },
  { name: "dripping", behaviour: dripsHeaders(200), becomes: broken("timeout") },
  { name: "endless", behaviour: endlessBody({ everyMs: null }), becomes: taken(200) },
  { name: "endless_slow", behaviour: endlessBody({ everyMs: 200 }), becomes: taken(200) },
  { name: "bomb", behaviour: gzipBomb(64 * 1024 * 1024), becomes: taken(200) },
  { name: "short", behaviour: shortBody({ announced: 100, body: "12345" }), becomes: taken(200) },
  { name: "reset", behaviour: resets(), becomes: broken("connection_reset") },
  { name: "reset_in_headers", behaviour: resets("HTTP/1.1 200 OK\r\nx-half: "), becomes: broken("connection_reset") },
  { name: "hang_up", behaviour: hangsUp(), becomes: broken("connection_reset") },
  { name: "ssh", behaviour: speaksFirst("SSH-2.0-OpenSSH_9.2\r\n"), becomes: broken("bad_response") },
  { name: "noise", behaviour: answersRaw(randomBytes(512)), becomes: broken("bad_response") },
  { name: "self_signed", behaviour: answers(), isTls: true, becomes: broken("tls_error") },
  { name: "redirect", behaviour: redirectsTo("http://127.0.0.1/"), becomes: { ...refused(302), error: "redirect" } },
  { name: "choices", behaviour: answers({ status: 300 }), becomes: { ...refused(300), error: "redirect" } },
  { name: "gone", behaviour: answers({ status: 410 }), becomes: { ...refused(410), status: "failed" } },
  {
    name: "strange_text",
    behaviour: answers({ body: STRANGE_TEXT }),
    becomes: taken(200),
  },
  ...[204, 299].map((status) => ({ name: `${status}`, behaviour: answers({ status }), becomes: taken(status) })),
  ...[304, 400, 500].map((status) => ({ name: `${status}`, behaviour: answers({ status }), becomes: refused(status) })),
  ...NONSENSE.map((value, at) => ({
    name: `retry_after_${at}`,
    behaviour: answers({ status: 503, headers: { "retry-after": value } }),
    becomes: refused(503),
  })),
];

/** So many endless answers at once. */
const CROWD = 50;
/**
 * What two crowds may cost. The attempt's own buffers are 15 MB for a crowd; the rest is what recording 64 KiB of each
 * leaves to be collected. A body that was kept whole would cost gigabytes.
 */
const CROWD_MEGABYTES_MAX = 120;
const CROWD_KINDS = [
  { name: "crowd_fast", everyMs: null },
  { name: "crowd_slow", everyMs: 200 },
] as const;
const CROWD_TIMEOUT_MS = 5_000;
const CROWD_SETTLED_WITHIN_MS = 30_000;
const LOOK_EVERY_MS = 20;

/** Bodies without end, as fast as they are read and a byte at a time, many at once: the worker reads and keeps little. */
async function endlessCrowd(stage: Stage, worker: ProductProcess): Promise<void> {
  const before = (await worker.megabytes()).now;
  const grown: number[] = [];
  for (const { name, everyMs } of CROWD_KINDS) {
    await addCrowd(stage, name, everyMs);
    grown.push(Math.round((await mostWhile(worker, send(stage, name))) - before));
  }
  const most = Math.max(...grown);
  stage.require(!(most > CROWD_MEGABYTES_MAX), `${CROWD} endless answers at once made the worker grow by ${most} MB.`);
  stage.remark(`${CROWD} endless answers at once, fast, then slow: the worker grew by ${grown.join(", then ")} MB`);
}

async function addCrowd(stage: Stage, name: string, everyMs: number | null): Promise<void> {
  const receiver = await startReceiver({ behaviour: endlessBody({ everyMs }) });
  stage.onEnd(receiver.close);
  await stage.world.addEndpoint({ name, url: receiver.url, timeoutMs: CROWD_TIMEOUT_MS, maxInFlight: CROWD });
}

async function send(stage: Stage, name: string): Promise<void> {
  const address = { ...stage.world.address(5), type: `hostile.${name}` };
  const load = stage.startLoad({ events: CROWD, seconds: 0.1, address: () => address });
  await load.done;
  const left = await drain(stage.sql, { timeoutMs: CROWD_SETTLED_WITHIN_MS });
  stage.require(left.length === 0, `Endless answers without an end: ${left.join(", ")}`);
}

async function mostWhile(worker: ProductProcess, work: Promise<void>): Promise<number> {
  let isOver = false;
  const over = work.finally(() => {
    isOver = true;
  });
  let most = 0;
  while (!isOver) {
    most = Math.max(most, (await worker.megabytes()).now);
    await delay(LOOK_EVERY_MS);
  }
  await over;
  return most;
}
