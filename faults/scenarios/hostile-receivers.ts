import { parseId } from "#domain/id.ts";
import { drain } from "#faults/drain.ts";
import type { Stage } from "#faults/stage.ts";
import { healthy, MAIN_TYPE } from "#faults/world/plan.ts";
import { neverAnswers } from "#harness/behaviours.ts";
import { createCertificate } from "#harness/certificate.ts";
import { type Receiver, startReceiver } from "#harness/receiver.ts";
import { startUnacceptingListener } from "#harness/unaccepting-listener.ts";
import { endlessCrowd } from "./endless-crowd.ts";
import { HOSTILE_CASES, type HostileCase } from "./hostile-cases.ts";
import { longestWait } from "./longest-wait.ts";
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
  forms: ["short", "long"],
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
