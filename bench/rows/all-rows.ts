import type { Row } from "#bench/row.ts";
import { claimCost } from "./claim-cost.ts";
import { dashboard } from "./dashboard.ts";
import { dispatch } from "./dispatch.ts";
import { growth } from "./growth.ts";
import { ingest } from "./ingest.ts";
import { isolation } from "./isolation.ts";
import { latency } from "./latency.ts";
import { memory } from "./memory.ts";
import { peers } from "./peers.ts";
import { sources } from "./sources.ts";

/** In the order they are measured. A new row needs a line here and nothing else. */
export const ROWS: readonly Row[] = [
  dispatch,
  memory,
  peers,
  ingest,
  sources,
  latency,
  isolation,
  claimCost,
  growth,
  dashboard,
];
