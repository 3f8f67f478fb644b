import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { deliveryQuery, isOpen } from "#components/delivery/queries.ts";
import { type Operation, useOperation } from "#components/form/use-operation.ts";
import { usePlace } from "#components/place/place-context.tsx";
import type { DeliveryDetail } from "#domain/delivery/schema.ts";
import { ENDPOINT_NOUNS, type EndpointActions } from "./actions.ts";

/** A test in its course: not asked for, refused, or a delivery that is watched until it has ended. */
export type Test = Operation<TestMessage> & { delivery: DeliveryDetail | null };

/** Without an event type: the plain `endpoint.test`; without a payload: the type's example. */
export type TestMessage = { eventType?: string; payload?: Record<string, unknown> };

/** Sends a test to an endpoint and follows it closely, since somebody waits for the answer. */
export function useTest(id: string, sendTest: EndpointActions["test"]): Test {
  const place = usePlace();
  const [deliveryId, setDeliveryId] = useState<string | null>(null);
  const { run, ...operation } = useOperation((message: TestMessage) => sendTest(place, { id, ...message }), {
    refetch: ENDPOINT_NOUNS,
    onDone: (delivery) => setDeliveryId(delivery.id),
  });
  const { data: delivery } = useQuery({
    ...deliveryQuery(place, deliveryId ?? ""),
    enabled: deliveryId !== null,
    refetchInterval: ({ state }) => (state.data && !isOpen(state.data) ? false : WATCH_MS),
  });
  const start = (message: TestMessage) => {
    setDeliveryId(null);
    return run(message);
  };
  return { ...operation, run: start, delivery: deliveryId === null ? null : (delivery ?? null) };
}

const WATCH_MS = 400;
