import { choice, choices, eventTypes, idOf, idSearch, statusCode, time } from "#components/list/filter.ts";
import { liveList } from "#components/list/live-list.ts";
import { fetchApi } from "#components/query/fetch-api.ts";
import { stateWords } from "#components/state/state.ts";
import type { deliveryPage } from "#domain/delivery/schema.ts";
import { ATTEMPT_ERROR_LABELS, DELIVERY_STATUSES, TRIGGER_LABELS } from "#domain/delivery/words.ts";
import { isOpen } from "./queries.ts";

export const DELIVERY_FILTERS = {
  q: idSearch({ label: "Find by any id" }),
  status: choices({ label: "Status", words: stateWords(DELIVERY_STATUSES), isState: true }),
  eventType: eventTypes({ label: "Event type" }),
  endpointId: idOf("ep", { label: "Endpoint", title: "Endpoints", phrase: (name) => `to ${name}` }),
  ...time,
  responseCode: statusCode({ label: "Code", phrase: (code) => `answered ${code}` }),
  error: choice({ label: "Error", title: "Errors", words: ATTEMPT_ERROR_LABELS }),
  trigger: choice({ label: "Made by", words: TRIGGER_LABELS, phrase: (word) => `made by ${word.toLowerCase()}` }),
};

/** The log of deliveries. A bulk replay takes its filters over, `q` excepted. */
export const deliveryLog = liveList({
  key: "deliveries",
  noun: "deliveries",
  read: fetchApi<typeof deliveryPage>,
  isOpen,
  filters: DELIVERY_FILTERS,
});

export type DeliveryFilters = typeof deliveryLog.none;
