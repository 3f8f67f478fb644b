import { useQuery } from "@tanstack/react-query";
import { useState, useTransition } from "react";
import { deliveryQuery, isOpen } from "#components/delivery/queries.ts";
import { usePlace } from "#components/place/place-context.tsx";
import { refusalSentence } from "#components/query/refusal-sentence.ts";
import { runAction } from "#components/query/run-action.ts";
import type { DeliveryDetail } from "#domain/delivery/schema.ts";
import type { EndpointActions } from "./actions.ts";
import { useRefresh } from "./use-refresh.ts";

/** A test in its course: not asked for, refused, or a delivery that is watched until it has ended. */
export type Test = {
  /** Without an event type: the plain `endpoint.test`; without a payload: the type's example. */
  send: (message: { eventType?: string; payload?: Record<string, unknown> }) => void;
  isSending: boolean;
  refusal: string | null;
  delivery: DeliveryDetail | null;
};

/** Sends a test to an endpoint and follows it closely, since somebody waits for the answer. */
export function useTest(endpointId: string, sendTest: EndpointActions["test"]): Test {
  const place = usePlace();
  const [deliveryId, setDeliveryId] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isSending, start] = useTransition();
  const refresh = useRefresh(endpointId);
  const { data: delivery } = useQuery({
    ...deliveryQuery(place, deliveryId ?? ""),
    enabled: deliveryId !== null,
    refetchInterval: ({ state }) => (state.data && !isOpen(state.data) ? false : WATCH_MS),
  });
  const send: Test["send"] = (message) =>
    start(async () => {
      setDeliveryId(null);
      setRefusal(null);
      const outcome = await runAction(sendTest(place, { id: endpointId, ...message }));
      if (!outcome.ok) return setRefusal(refusalSentence(outcome.refusal));
      setDeliveryId(outcome.value.id);
      await refresh();
    });
  return { send, isSending, refusal, delivery: deliveryId === null ? null : (delivery ?? null) };
}

const WATCH_MS = 400;
