import { describe, expect, it } from "vitest";
import type { z } from "zod";
import { apiKeyList } from "#components/api-key/list.ts";
import { auditLog } from "#components/audit/list.ts";
import { deliveryLog } from "#components/delivery/list.ts";
import { endpointList } from "#components/endpoint/list.ts";
import { eventList } from "#components/event/list.ts";
import { eventTypeList } from "#components/event-type/list.ts";
import { memberList } from "#components/member/list.ts";
import { replayList } from "#components/replay/list.ts";
import { sourceList } from "#components/source/list.ts";
import { listApiKeysInput } from "#domain/api-key/schema.ts";
import { listAuditInput } from "#domain/audit/schema.ts";
import { listDeliveriesInput } from "#domain/delivery/schema.ts";
import { ATTEMPT_ERRORS, DELIVERY_STATUSES, DELIVERY_TRIGGERS } from "#domain/delivery/words.ts";
import { listEndpointsInput } from "#domain/endpoint/schema.ts";
import { ENDPOINT_STATUSES } from "#domain/endpoint/words.ts";
import { listEventsInput } from "#domain/event/schema.ts";
import { listEventTypesInput } from "#domain/event-type/schema.ts";
import { HEALTH_STATES } from "#domain/health/words.ts";
import { formatId } from "#domain/id.ts";
import { listMembersInput } from "#domain/member/schema.ts";
import { newId } from "#domain/new-id.ts";
import { listReplaysInput } from "#domain/replay/schema.ts";
import { listSourcesInput } from "#domain/source/schema.ts";
import { type Filters, textsOf } from "./filter.ts";

type Listed = { filters: Filters; load: (search: Record<string, string>) => object };
const LISTS: [string, Listed, z.ZodObject, object][] = [
  ["deliveries", deliveryLog, listDeliveriesInput, deliveryLog.toInput(deliveryLog.none)],
  ["events", eventList, listEventsInput, eventList.toInput(eventList.none)],
  ["endpoints", endpointList, listEndpointsInput, endpointList.toInput(endpointList.none)],
  ["event types", eventTypeList, listEventTypesInput, eventTypeList.toInput(eventTypeList.none)],
  ["sources", sourceList, listSourcesInput, sourceList.toInput(sourceList.none)],
  ["audit", auditLog, listAuditInput, auditLog.toInput(auditLog.none)],
  ["API keys", apiKeyList, listApiKeysInput, apiKeyList.toInput(apiKeyList.none)],
  ["members", memberList, listMembersInput, memberList.toInput(memberList.none)],
  ["replays", replayList, listReplaysInput, replayList.toInput(replayList.none)],
];
const TEXTS = [
  ...[...DELIVERY_STATUSES, ...DELIVERY_TRIGGERS, ...ATTEMPT_ERRORS, ...ENDPOINT_STATUSES, ...HEALTH_STATES, "lost"],
  ...["true", "false", "yes", "order.paid", "a b", "a..b", "99", "100", "503", "599", "600"],
  ...[formatId("ep", newId()), formatId("src", newId()), "ep_1", "src_", "dlv_01"],
  ...["2026-01-31T12:00:00.000Z", "2026-01-31T12:00:00+05:30", "2026-02-30T00:00:00Z", "yesterday"],
  ...[100, 101, 128, 129, 200, 201].map((length) => "x".repeat(length)),
];

describe.each(LISTS)("the list of %s", (_, list, input, askedFor) => {
  const fields = new Map(Object.entries(input.shape));
  const valuesOf = (search: Record<string, string>) => new Map(Object.entries(list.load(search)));

  it("asks for everything where nothing is set", () => {
    const { limit: _limit, ...filters } = input.parse(askedFor);
    expect(Object.values(filters).filter((value) => value !== undefined && value !== false)).toEqual([]);
  });

  it.each(Object.entries(list.filters))(
    "filtered by %s keeps what the API takes, and drops the rest",
    (name, filter) => {
      const unset = textsOf(filter, valuesOf({}).get(name));
      for (const text of TEXTS) {
        const isTaken = fields.get(name)?.safeParse(text).success;
        const kept = textsOf(filter, valuesOf({ [name]: text }).get(name));
        expect([text, kept]).toEqual([text, isTaken ? [text] : unset]);
      }
    },
  );
});

describe("a list's address", () => {
  const filters = {
    ...deliveryLog.none,
    status: ["failed", "dead_letter"] satisfies typeof deliveryLog.none.status,
    eventType: ["order.paid"],
    endpointId: formatId("ep", newId()),
    responseCode: 503,
    error: "timeout" as const,
    after: "2026-01-31T12:00:00.000Z",
    q: "dlv_01",
  };

  it("comes back as it was written", () => {
    const href = deliveryLog.href("/deliveries", filters);
    expect(deliveryLog.load(new URL(href, "http://localhost").searchParams)).toEqual(filters);
    expect(deliveryLog.isFiltered(filters)).toBe(true);
  });

  it("drops a search for nothing", () => {
    for (const q of ["", " "]) expect(endpointList.load({ q })).toEqual(endpointList.none);
  });

  it("knows the way back by the cursors of the pages before, which are no filter", () => {
    const second = { ...endpointList.none, pages: ["abc.def", "ghi.jkl"] };
    const href = endpointList.href("https://x.test/", second);
    expect(endpointList.load(new URL(href).searchParams)).toEqual(second);
    expect(endpointList.toInput(second)).toMatchObject({ cursor: "ghi.jkl", limit: 50 });
    expect(endpointList.isFiltered(second)).toBe(false);
  });

  it("tells what a list is of from what it leaves out", () => {
    const { none, isFiltered, isNarrowed } = eventTypeList;
    const all = { ...none, archived: true };
    expect([isFiltered(all), isNarrowed(all), isNarrowed(none)]).toEqual([false, true, false]);
  });
});
