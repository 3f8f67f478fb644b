import { expect, test } from "vitest";
import type { Evidence } from "#faults/evidence/evidence.ts";
import { INVARIANTS } from "./all-invariants.ts";
import { nothingAcceptedIsLost } from "./arrivals.ts";

/** A delivery that failed once and arrived then, one that was cut off, one that was cancelled, one that waits. */
const SOUND: Evidence = {
  endpoints: [
    endpoint({ id: "ep_well", path: "/well" }),
    endpoint({
      id: "ep_gone",
      path: "/gone",
      eventTypes: ["b"],
      status: "suspended",
      statusReason: "gone",
      isHealthy: false,
    }),
    endpoint({
      id: "ep_removed",
      path: "/removed",
      eventTypes: ["b"],
      status: "inactive",
      statusReason: "deleted",
      isHealthy: false,
    }),
  ],
  removal: { endpointId: "ep_removed", requestedAtMs: 900, answeredAtMs: 950 },
  posts: [
    post({ number: 1, type: "a", eventId: "evt_1", deliveries: 1 }),
    post({ number: 2, type: "b", eventId: "evt_2", deliveries: 3 }),
  ],
  events: [event("evt_1", "a"), event("evt_2", "b")],
  deliveries: [
    delivery({ id: "dlv_1", eventId: "evt_1", endpointId: "ep_well", attemptCount: 2 }),
    delivery({ id: "dlv_2", eventId: "evt_2", endpointId: "ep_well", attemptCount: 2 }),
    delivery({ id: "dlv_3", eventId: "evt_2", endpointId: "ep_gone", attemptCount: 0, status: "pending" }),
    delivery({ id: "dlv_4", eventId: "evt_2", endpointId: "ep_removed", attemptCount: 0, status: "cancelled" }),
  ],
  attempts: [
    { deliveryId: "dlv_1", endpointId: "ep_well", number: 1, errorCode: "http_status", responseCode: 503 },
    { deliveryId: "dlv_1", endpointId: "ep_well", number: 2, errorCode: null, responseCode: 200 },
    { deliveryId: "dlv_2", endpointId: "ep_well", number: 1, errorCode: "unknown", responseCode: null },
    { deliveryId: "dlv_2", endpointId: "ep_well", number: 2, errorCode: null, responseCode: 200 },
  ],
  deliveryChanges: [
    change("dlv_1", { from: "pending", to: "sending", attemptCountBefore: 0, decidedAtMs: 1_000 }),
    change("dlv_1", {
      from: "sending",
      to: "retrying",
      attemptCountBefore: 1,
      decidedAtMs: 1_100,
      nextAttemptAtMs: 2_100,
    }),
    change("dlv_1", { from: "retrying", to: "sending", attemptCountBefore: 1, decidedAtMs: 2_150 }),
    change("dlv_1", { from: "sending", to: "succeeded", attemptCountBefore: 2, decidedAtMs: 2_200 }),
    change("dlv_2", { from: "pending", to: "sending", attemptCountBefore: 0, decidedAtMs: 1_000 }),
    change("dlv_2", {
      from: "sending",
      to: "retrying",
      attemptCountBefore: 1,
      decidedAtMs: 31_000,
      nextAttemptAtMs: 36_000,
    }),
    change("dlv_2", { from: "retrying", to: "sending", attemptCountBefore: 1, decidedAtMs: 36_100 }),
    change("dlv_2", { from: "sending", to: "succeeded", attemptCountBefore: 2, decidedAtMs: 36_200 }),
    change("dlv_4", { from: "pending", to: "cancelled", attemptCountBefore: 0, attemptCount: 0, decidedAtMs: 940 }),
  ],
  endpointChanges: [{ endpointId: "ep_gone", from: "active", to: "suspended", committedAtMs: 500 }],
  hits: [
    hit({ delivery: "dlv_1", attempt: 1, at: 1_050, webhookId: "evt_1", status: 503 }),
    hit({ delivery: "dlv_1", attempt: 2, at: 2_170, webhookId: "evt_1" }),
    hit({ delivery: "dlv_2", attempt: 1, at: 1_050, webhookId: "evt_2" }),
    hit({ delivery: "dlv_2", attempt: 2, at: 36_150, webhookId: "evt_2" }),
  ],
  faults: [{ kind: "SIGKILL", inFlight: [{ deliveryId: "dlv_2", attempt: 1 }] }],
  dashboards: [
    {
      tenantId: "tnt_1",
      deliveries: 2,
      successRate: 0.5,
      backlog: 1,
      byStatus: new Map([
        ["pending", 1],
        ["succeeded", 2],
        ["cancelled", 1],
        ["failed", 0],
      ]),
      endpoints: [
        {
          endpointId: "ep_well",
          succeeded: 2,
          failed: 2,
          deadLetter: 0,
          consecutiveFailures: 0,
          hasEverSucceeded: true,
        },
      ],
    },
  ],
};

test("a sound run breaks no invariant", () => {
  expect(broken(SOUND)).toEqual([]);
});

const RETRIES = "retry delays within the schedule ± 20 %";
const CASES: [rule: string, what: string, evidence: Evidence][] = [
  [
    "every accepted event has exactly one delivery per matching endpoint",
    "an event vanished after its 202",
    {
      ...SOUND,
      posts: [...SOUND.posts, post({ number: 3, type: "a", eventId: "evt_3", deliveries: 1 })],
    },
  ],
  [
    "every accepted event has exactly one delivery per matching endpoint",
    "a delivery was never made",
    {
      ...SOUND,
      events: [...SOUND.events, event("evt_3", "a")],
    },
  ],
  [
    "every accepted event has exactly one delivery per matching endpoint",
    "a delivery was made twice",
    {
      ...SOUND,
      deliveries: [
        ...SOUND.deliveries,
        delivery({ id: "dlv_9", eventId: "evt_2", endpointId: "ep_removed", status: "cancelled", attemptCount: 0 }),
      ],
    },
  ],
  [
    "every delivery was tried, cancelled, or waits with a reason",
    "one was given up untried",
    withDelivery("dlv_4", { status: "failed" }),
  ],
  ["after the drain nothing is overdue or in flight", "one is under way", withDelivery("dlv_4", { status: "sending" })],
  [
    "accepted − received = ∅ for healthy endpoints",
    "one never arrived",
    {
      ...SOUND,
      hits: SOUND.hits.filter(({ delivery }) => delivery !== "dlv_2"),
    },
  ],
  ["received ⊆ accepted, right tenant, right URL", "one arrived at another's address", withHit(0, { path: "/gone" })],
  [
    "received ⊆ accepted, right tenant, right URL",
    "one arrived that nobody posted",
    { ...SOUND, posts: SOUND.posts.slice(1) },
  ],
  [
    "received ⊆ accepted, right tenant, right URL",
    "one crossed to another tenant",
    {
      ...SOUND,
      posts: [
        { ...post({ number: 1, type: "a", eventId: "evt_1", deliveries: 1 }), tenantId: "tnt_2" },
        ...SOUND.posts.slice(1),
      ],
    },
  ],
  ["every hit belongs to a claim committed before it", "one left before its claim", withHit(0, { at: 990 })],
  ["every hit belongs to a claim committed before it", "one was never claimed", withHit(0, { attempt: 7 })],
  ["extra hits ≤ attempts in flight at the kills", "one arrived twice without a fault", { ...SOUND, faults: [] }],
  [
    "extra hits ≤ attempts in flight at the kills",
    "one attempt was sent twice",
    {
      ...SOUND,
      hits: [...SOUND.hits, hit({ delivery: "dlv_1", attempt: 1, at: 1_060, webhookId: "evt_1", status: 503 })],
    },
  ],
  ["attempt numbers 1..n without gap or repeat", "one is missing", { ...SOUND, attempts: SOUND.attempts.slice(1) }],
  ["body hash received = accepted, signature valid", "other bytes arrived", withHit(1, { bodySha256: "other" })],
  ["body hash received = accepted, signature valid", "a signature is wrong", withHit(1, { isSigned: false })],
  [
    "no attempt starts later than 1 s after cancel or suspend",
    "one left later",
    withHit(0, { delivery: "dlv_3", path: "/gone", at: 1_501 }),
  ],
  [
    "no attempt starts later than 1 s after cancel or suspend",
    "one left after its cancel",
    withHit(0, { delivery: "dlv_4", path: "/removed", at: 2_000 }),
  ],
  [
    "terminal states never change",
    "one came back",
    {
      ...SOUND,
      deliveryChanges: [
        ...SOUND.deliveryChanges,
        change("dlv_1", { from: "succeeded", to: "retrying", attemptCountBefore: 2, decidedAtMs: 3_000 }),
      ],
    },
  ],
  [RETRIES, "one waits too short", withChange(1, { nextAttemptAtMs: 1_890 })],
  [RETRIES, "a lost attempt waits by the schedule", withChange(5, { nextAttemptAtMs: 32_000 })],
  [RETRIES, "one was claimed early", withChange(2, { decidedAtMs: 2_000 })],
  [RETRIES, "one arrived early", withHit(1, { at: 1_700 })],
  ["dashboards equal a recount", "an attempt was counted twice", withFigures({ succeeded: 3 })],
  ["never more requests open than maxInFlight", "there were eleven", withHit(1, { open: 11 })],
  [
    "a post that was repeated under its key is kept once",
    "it was kept twice",
    {
      ...SOUND,
      events: [...SOUND.events, { ...event("evt_4", "c"), bodySha256: "sha-evt_1" }],
    },
  ],
  [
    "what is refused under a fault is refused with 503",
    "one was refused as an error of ours",
    {
      ...SOUND,
      posts: [
        ...SOUND.posts,
        {
          ...post({ number: 3, type: "a", eventId: "evt_3", deliveries: 1 }),
          outcome: { kind: "refused", status: 500 },
        },
      ],
    },
  ],
];

test.each(CASES)("%s: red where %s", (rule, _what, evidence) => {
  expect(broken(evidence)).toContain(rule);
});

test.each([
  [3, false],
  [2, true],
])("a delivery whose last three attempts are unknown, %i of them struck by us: lost is %s", (ours, isLost) => {
  const numbers = [1, 2, 3];
  const unknown = { deliveryId: "dlv_2", endpointId: "ep_well", errorCode: "unknown", responseCode: null };
  const struck = numbers.map((number) => ({ ...unknown, number }));
  const faults = numbers
    .slice(0, ours)
    .map((attempt) => ({ kind: "SIGKILL", inFlight: [{ deliveryId: "dlv_2", attempt }] }));
  const evidence = {
    ...withDelivery("dlv_2", { status: "failed", attemptCount: 3 }),
    attempts: [...SOUND.attempts.filter(({ deliveryId }) => deliveryId !== "dlv_2"), ...struck],
    faults,
  };
  expect(broken(evidence).includes(nothingAcceptedIsLost.name)).toBe(isLost);
});

test("every invariant has a case in which it is red", () => {
  expect(new Set(CASES.map(([rule]) => rule))).toEqual(new Set(INVARIANTS.map(({ name }) => name)));
});

function broken(evidence: Evidence): string[] {
  return INVARIANTS.filter(({ check }) => check(evidence).length > 0).map(({ name }) => name);
}

type Of<Name extends keyof Evidence> = Extract<Evidence[Name], readonly unknown[]>[number];

function endpoint(facts: Pick<Of<"endpoints">, "id" | "path"> & Partial<Of<"endpoints">>): Of<"endpoints"> {
  const settings = { tenantId: "tnt_1", eventTypes: null, retrySchedule: [1, 1], maxInFlight: 10, isHealthy: true };
  return { ...settings, status: "active", statusReason: null, ...facts };
}

function event(id: string, type: string): Of<"events"> {
  return { id, type, tenantId: "tnt_1", bodySha256: `sha-${id}`, isSynthetic: false };
}

type Posted = { number: number; type: string; eventId: string; deliveries: number };
function post({ number, type, eventId, deliveries }: Posted): Of<"posts"> {
  const outcome = { kind: "accepted", eventId, deliveries } as const;
  const times = { startedAtMs: 800, endedAtMs: 850 };
  return { number, tenantId: "tnt_1", type, bodySha256: `sha-${eventId}`, isKeyed: false, ...times, outcome };
}

type Made = Omit<Of<"deliveries">, "tenantId" | "status"> & Partial<Of<"deliveries">>;
function delivery(facts: Made): Of<"deliveries"> {
  return { tenantId: "tnt_1", status: "succeeded", ...facts };
}

type Changed = Pick<Of<"deliveryChanges">, "from" | "to" | "attemptCountBefore" | "decidedAtMs"> &
  Partial<Of<"deliveryChanges">>;
function change(deliveryId: string, facts: Changed): Of<"deliveryChanges"> {
  const attemptCount = facts.attemptCountBefore + (facts.to === "sending" ? 1 : 0);
  return { deliveryId, attemptCount, nextAttemptAtMs: null, committedAtMs: facts.decidedAtMs + 1, ...facts };
}

type Arrived = Pick<Of<"hits">, "delivery" | "attempt" | "at" | "webhookId"> & Partial<Of<"hits">>;
function hit(facts: Arrived): Of<"hits"> {
  const body = { bodySha256: `sha-${facts.webhookId}`, isSigned: true, eventType: "a" };
  return { path: "/well", ...body, status: 200, open: 1, ...facts };
}

function withDelivery(id: string, facts: Partial<Of<"deliveries">>): Evidence {
  return { ...SOUND, deliveries: SOUND.deliveries.map((one) => (one.id === id ? { ...one, ...facts } : one)) };
}

function withHit(at: number, facts: Partial<Of<"hits">>): Evidence {
  return { ...SOUND, hits: SOUND.hits.map((one, index) => (index === at ? { ...one, ...facts } : one)) };
}

function withChange(at: number, facts: Partial<Of<"deliveryChanges">>): Evidence {
  const deliveryChanges = SOUND.deliveryChanges.map((one, index) => (index === at ? { ...one, ...facts } : one));
  return { ...SOUND, deliveryChanges };
}

function withFigures(facts: Partial<Of<"dashboards">["endpoints"][number]>): Evidence {
  const dashboards = SOUND.dashboards.map((one) => ({
    ...one,
    endpoints: one.endpoints.map((figures) => ({ ...figures, ...facts })),
  }));
  return { ...SOUND, dashboards };
}
