"use client";

import { useQuery } from "@tanstack/react-query";
import { usePlace } from "#components/place/place-context.tsx";
import { useNow } from "#components/time/time.tsx";
import type { DeliveryDetail } from "#domain/delivery/schema.ts";
import type { Endpoint } from "#domain/endpoint/schema.ts";
import { type AppRules, holdFacts, holdOf, scheduleAt } from "./app-rules.ts";
import { attemptsAllowed, type PlannedAttempt, remainingAttempts } from "./forecast.ts";
import { deliveryEndpointQuery, deliveryQuery } from "./queries.ts";
import { type Verdict, verdictOf } from "./verdict.ts";

/** A delivery with what is concluded from it. `endpoint` is undefined until it is read. */
export type DeliveryView = {
  delivery: DeliveryDetail;
  endpoint: Endpoint | undefined;
  verdict: Verdict;
  planned: readonly PlannedAttempt[];
  /** True while the endpoint's state keeps a delivery that has not ended from going out. */
  isHeld: boolean;
  attemptsAllowed: number;
};

/** A delivery, live until it has ended. */
export function useDelivery(id: string, rules: AppRules) {
  const place = usePlace();
  const now = useNow();
  const { data: delivery, error } = useQuery(deliveryQuery(place, id));
  const endpointId = delivery?.endpointId ?? "";
  const { data: endpoint } = useQuery({ ...deliveryEndpointQuery(place, endpointId), enabled: endpointId !== "" });
  return { view: delivery ? viewOf(delivery, { endpoint, rules, now }) : null, error };
}

function viewOf(
  delivery: DeliveryDetail,
  { endpoint, rules, now }: { endpoint: Endpoint | undefined; rules: AppRules; now: number },
): DeliveryView {
  const schedule = scheduleAt(endpoint, rules);
  const hold = holdFacts(endpoint, rules);
  const isHeld = holdOf(hold) !== null && (delivery.status === "pending" || delivery.status === "retrying");
  return {
    isHeld,
    delivery,
    endpoint,
    verdict: verdictOf({ delivery, attempts: delivery.attempts, endpoint: hold, schedule, now }),
    // While something holds the endpoint's deliveries, nobody knows when the next attempt is.
    planned: isHeld ? [] : remainingAttempts(delivery, { schedule, now }),
    attemptsAllowed: attemptsAllowed(delivery.trigger, schedule),
  };
}
