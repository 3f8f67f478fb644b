import { crashPostgres } from "./crash-postgres.ts";
import { crashingDelivery } from "./crashing-delivery.ts";
import { cutConnections } from "./cut-connections.ts";
import { hostileReceivers } from "./hostile-receivers.ts";
import { killAfterRequest } from "./kill-after-request.ts";
import { killBeforeSend } from "./kill-before-send.ts";
import { killIngest } from "./kill-ingest.ts";
import { loseListener } from "./lose-listener.ts";
import { manyMachines } from "./many-machines.ts";
import { manyWorkers } from "./many-workers.ts";
import { pauseWorker } from "./pause-worker.ts";
import { pooler } from "./pooler.ts";
import { receiverDown } from "./receiver-down.ts";
import { rollingRestart } from "./rolling-restart.ts";
import type { Scenario } from "./scenario.ts";

/** In the order they are started: those that take longest first. */
export const SCENARIOS: readonly Scenario[] = [
  crashingDelivery,
  pauseWorker,
  killAfterRequest,
  killBeforeSend,
  receiverDown,
  hostileReceivers,
  crashPostgres,
  cutConnections,
  killIngest,
  rollingRestart,
  manyWorkers,
  loseListener,
  manyMachines,
  pooler,
];
