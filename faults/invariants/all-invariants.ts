import type { Invariant } from "#faults/evidence/evidence.ts";
import { aKeyKeepsOneEvent, everyEventHasItsDeliveries, refusalsPass } from "./acceptance.ts";
import {
  bodiesArriveWhole,
  duplicatesComeFromFaults,
  everyHitWasClaimed,
  limitsHold,
  nothingAcceptedIsLost,
  nothingForeignIsReceived,
} from "./arrivals.ts";
import { dashboardsEqualARecount } from "./dashboards-equal-a-recount.ts";
import {
  attemptsHaveNoGaps,
  endsAreFinal,
  everyDeliveryWasTried,
  nothingIsLeftOver,
  nothingIsSentAfterAStop,
} from "./delivery-states.ts";
import { retriesKeepTheSchedule } from "./retries-keep-the-schedule.ts";

/** All of them are checked after every run. */
export const INVARIANTS: readonly Invariant[] = [
  everyEventHasItsDeliveries,
  everyDeliveryWasTried,
  nothingIsLeftOver,
  nothingAcceptedIsLost,
  nothingForeignIsReceived,
  everyHitWasClaimed,
  duplicatesComeFromFaults,
  attemptsHaveNoGaps,
  bodiesArriveWhole,
  nothingIsSentAfterAStop,
  endsAreFinal,
  retriesKeepTheSchedule,
  dashboardsEqualARecount,
  limitsHold,
  aKeyKeepsOneEvent,
  refusalsPass,
];
