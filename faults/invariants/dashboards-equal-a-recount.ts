import type { DeliveryStatus } from "#domain/delivery/words.ts";
import { COUNTED_MAX } from "#domain/delivery/words.ts";
import type { Dashboard, EndpointFigures, Evidence, Invariant } from "#faults/evidence/evidence.ts";

/** What the pages say is what the rows say. */
export const dashboardsEqualARecount: Invariant = {
  name: "dashboards equal a recount",
  check: (evidence) =>
    evidence.dashboards.flatMap((dashboard) => [
      ...wrongApp(evidence, dashboard),
      ...dashboard.endpoints.flatMap((figures) => wrongEndpoint(evidence, figures)),
    ]),
};

type Recount = Pick<Evidence, "deliveries" | "attempts">;

function wrongApp(evidence: Evidence, dashboard: Dashboard): string[] {
  const { tenantId, byStatus, backlog, deliveries: ended, successRate } = dashboard;
  const deliveries = evidence.deliveries.filter((delivery) => delivery.tenantId === tenantId);
  const mine = new Set(deliveries.map(({ id }) => id));
  const attempts = evidence.attempts.filter(({ deliveryId }) => mine.has(deliveryId));
  const count = (status: DeliveryStatus) => deliveries.filter((delivery) => delivery.status === status).length;
  const { succeeded } = outcomes({ deliveries, attempts });
  return [
    ...[...byStatus].flatMap(([status, shown]) =>
      differs(`${tenantId}, ${status}`, shown, Math.min(COUNTED_MAX, count(status))),
    ),
    ...differs(`${tenantId}, deliveries ended`, ended, count("succeeded") + count("dead_letter")),
    ...differs(`${tenantId}, success rate`, successRate, attempts.length === 0 ? null : succeeded / attempts.length),
    ...differs(`${tenantId}, backlog`, backlog, Math.min(COUNTED_MAX, count("pending") + count("retrying"))),
  ];
}

function wrongEndpoint({ deliveries, attempts }: Recount, figures: EndpointFigures): string[] {
  const { endpointId } = figures;
  const counted = outcomes({
    deliveries: deliveries.filter((delivery) => delivery.endpointId === endpointId),
    attempts: attempts.filter((attempt) => attempt.endpointId === endpointId),
  });
  return [
    ...differs(`${endpointId}, attempts succeeded`, figures.succeeded, counted.succeeded),
    ...differs(`${endpointId}, attempts failed`, figures.failed, counted.failed),
    ...differs(`${endpointId}, dead letters`, figures.deadLetter, counted.deadLetter),
    ...differs(`${endpointId}, has succeeded`, figures.hasEverSucceeded, counted.succeeded > 0),
    // Where nothing ever succeeded, every failure of the receiver's counts; a lost lease is our own fault.
    ...(counted.succeeded > 0
      ? []
      : differs(`${endpointId}, failures in a row`, figures.consecutiveFailures, counted.failed - counted.lost)),
  ];
}

function outcomes({ deliveries, attempts }: Recount) {
  const byOutcome = Map.groupBy(attempts, ({ errorCode }) => (errorCode === null ? "succeeded" : "failed"));
  const failed = byOutcome.get("failed") ?? [];
  return {
    succeeded: byOutcome.get("succeeded")?.length ?? 0,
    failed: failed.length,
    lost: failed.filter(({ errorCode }) => errorCode === "unknown").length,
    deadLetter: deliveries.filter(({ status }) => status === "dead_letter").length,
  };
}

function differs<T>(what: string, shown: T, counted: T): string[] {
  return shown === counted ? [] : [`${what}: ${shown} is shown, ${counted} were counted`];
}
