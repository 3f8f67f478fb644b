import { aKeyKeepsOneEvent } from "./a-key-keeps-one-event.ts";
import { attemptsHaveNoGaps } from "./attempts-have-no-gaps.ts";
import { bodiesArriveWhole } from "./bodies-arrive-whole.ts";
import { dashboardsEqualARecount } from "./dashboards-equal-a-recount.ts";
import { duplicatesComeFromFaults } from "./duplicates-come-from-faults.ts";
import { endsAreFinal } from "./ends-are-final.ts";
import { everyDeliveryWasTried } from "./every-delivery-was-tried.ts";
import { everyEventHasItsDeliveries } from "./every-event-has-its-deliveries.ts";
import { everyHitWasClaimed } from "./every-hit-was-claimed.ts";
import type { Invariant } from "./invariant.ts";
import { limitsHold } from "./limits-hold.ts";
import { nothingAcceptedIsLost } from "./nothing-accepted-is-lost.ts";
import { nothingForeignIsReceived } from "./nothing-foreign-is-received.ts";
import { nothingIsLeftOver } from "./nothing-is-left-over.ts";
import { nothingIsSentAfterAStop } from "./nothing-is-sent-after-a-stop.ts";
import { refusalsPass } from "./refusals-pass.ts";
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
