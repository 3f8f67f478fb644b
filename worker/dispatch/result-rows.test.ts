import { describe, expect, test } from "vitest";
import { BUCKET_COUNT, bucketOf } from "#domain/health/histogram.ts";
import { formatId } from "#domain/id.ts";
import type { Job } from "./load.ts";
import { deadLetterRows, deltaRows, goneRows, resultRow } from "./result-rows.ts";
import type { AttemptResult } from "./send.ts";

const [ONE, OTHER] = ["01a21e73-0563-752f-92e6-000000000001", "01a21e73-0563-752f-92e6-000000000002"];
const ID = "01a21e73-0563-752f-92e6-0000000000ff";
const START_MS = Date.UTC(2026, 10, 30, 10, 59, 0);
/** A moment so many seconds into the minute before eleven o'clock. */
const at = (seconds: number) => new Date(START_MS + seconds * 1000);

const message = { contentType: "application/json", body: Buffer.from("{}"), bodySha256: Buffer.alloc(32) };
const target = { headers: {}, shapeId: 5, timeoutMs: 1, version: null, rateLimitPerSecond: null, secrets: [] };
const job: Job = {
  id: ID,
  tenantId: ID,
  appId: ID,
  endpointId: ONE,
  eventId: ID,
  eventType: "order.paid",
  trigger: "event",
  attemptCount: 2,
  leasesLost: 1,
  attemptsLost: 1,
  isRetry: true,
  workerId: 3,
  claim: 7,
  revision: 0,
  dueAtMs: 0,
  target: { ...target, url: "https://hooks.example.com/", schedule: [5, 60] },
  message: { ...message, isSynthetic: false },
};
/** A delivery of an event that Posthouse made itself. */
const operational: Partial<Job> = { message: { ...message, isSynthetic: true } };

const timings = { dnsMs: 1, connectMs: 2, tlsMs: 3, firstByteMs: 4 };
const answer = (status: number, durationMs: number) =>
  ({
    kind: "response",
    status,
    headers: {},
    body: new Uint8Array(),
    bodyBytes: 70_000,
    truncated: true,
    timings,
    durationMs,
    remoteAddress: "192.0.2.1",
  }) as const;

type Facts = Partial<Omit<AttemptResult, "job">> & { job?: Partial<Job>; seconds?: number };

function result({ job: facts, seconds = 0, ...others }: Facts): AttemptResult {
  return {
    job: { ...job, ...facts },
    attemptId: OTHER,
    startedAt: at(0),
    finishedAt: at(seconds),
    outcome: { kind: "succeeded", responseCode: 200 },
    next: { status: "succeeded", retryInMs: null },
    egress: null,
    responseHeaders: null,
    responseBody: null,
    isOurOutage: false,
    isLost: false,
    ...others,
  };
}

const succeeded = (facts: Facts) => result({ egress: answer(200, 7), ...facts });
const failed = (code: number | null, facts: Facts) =>
  result({
    outcome: {
      kind: "failed",
      error: code === null ? "timeout" : "http_status",
      message: `failed with ${code}`,
      responseCode: code,
      retryAfterSeconds: null,
    },
    next: { status: "retrying", retryInMs: 5000 },
    egress: code === null ? null : answer(code, 9),
    ...facts,
  });
const dead = { status: "dead_letter", retryInMs: null } as const;

describe("a result's row", () => {
  test.each<[string, AttemptResult, Partial<ReturnType<typeof resultRow>>]>([
    [
      "says what became of the delivery",
      failed(503, {}),
      {
        id: ID,
        workerId: 3,
        claim: 7,
        status: "retrying",
        retryInMs: 5000,
        responseCode: 503,
        errorCode: "http_status",
      },
    ],
    ["has no error after a success", succeeded({}), { status: "succeeded", errorCode: null, errorMessage: null }],
    ["keeps what was measured", succeeded({}), { durationMs: 7, ...timings, remoteAddress: "192.0.2.1" }],
    ["keeps how large the answer was", succeeded({}), { responseBodyBytes: 70_000, isTruncated: true }],
    [
      "tells a request by its shape, and what differs from the rule",
      succeeded({ job: { message: { ...message, contentType: "text/csv", isSynthetic: false } } }),
      { shapeId: 5, contentType: "text/csv", requestUrl: null },
    ],
    ["keeps no usual content type", succeeded({}), { shapeId: 5, contentType: null, requestUrl: null }],
    [
      "says only where it would have gone when nothing was sent",
      result({}),
      { shapeId: null, contentType: null, requestUrl: "https://hooks.example.com/" },
    ],
    [
      "has no measures where nothing was answered",
      failed(null, {}),
      { durationMs: null, dnsMs: null, firstByteMs: null, responseBodyBytes: null, isTruncated: false },
    ],
    [
      "counts one attempt more than the schedule has pauses",
      succeeded({ job: { attemptsLost: 0 } }),
      { maxAttempts: 3 },
    ],
    [
      "counts a single attempt for a test",
      succeeded({ job: { attemptsLost: 0, trigger: "test" } }),
      { maxAttempts: 1 },
    ],
    ["allows one more for each that was lost", failed(null, { isLost: true }), { attemptsLost: 2, maxAttempts: 5 }],
    ["remembers those that were lost", succeeded({}), { attemptsLost: 1, maxAttempts: 4 }],
    ["ends a row of lost leases", succeeded({}), { leasesLost: 0 }],
    ["lengthens it when the attempt was lost", failed(null, { isLost: true }), { leasesLost: 2 }],
    [
      "has no body where the payload has expired",
      succeeded({ job: { message: null } }),
      { bodySha256: null, bodyBytes: null },
    ],
  ])("%s", (_, given, row) => {
    expect(resultRow(given)).toMatchObject(row);
  });
});

describe("counts", () => {
  const counts = (results: readonly AttemptResult[]) =>
    deltaRows(results).map((row) => [row.endpointId, row.minute, row.succeeded, row.failed, row.deadLetter]);

  test.each<[string, AttemptResult[], unknown[][]]>([
    ["none of nothing", [], []],
    ["an attempt in its minute", [succeeded({})], [[ONE, at(0), 1, 0, 0]]],
    [
      "those of one minute together, by when they ended",
      [succeeded({}), failed(500, { seconds: 59.999 }), failed(500, { seconds: 1, next: dead })],
      [[ONE, at(0), 1, 2, 1]],
    ],
    [
      "minutes apart",
      [succeeded({}), succeeded({ seconds: 60 })],
      [
        [ONE, at(0), 1, 0, 0],
        [ONE, at(60), 1, 0, 0],
      ],
    ],
    [
      "endpoints apart",
      [succeeded({}), failed(500, { job: { endpointId: OTHER } })],
      [
        [ONE, at(0), 1, 0, 0],
        [OTHER, at(0), 0, 1, 0],
      ],
    ],
    ["an outage of ours, too", [failed(null, { isOurOutage: true })], [[ONE, at(0), 0, 1, 0]]],
  ])("%s", (_, results, rows) => {
    expect(counts(results)).toEqual(rows);
  });

  test("time answers only: how long a timeout was waited for says nothing of the receiver", () => {
    const [row] = deltaRows([succeeded({}), failed(500, {}), failed(null, {})]);
    const latency = new Array(BUCKET_COUNT).fill(0);
    latency[bucketOf(7)] += 1;
    latency[bucketOf(9)] += 1;
    expect(row).toMatchObject({ succeeded: 1, failed: 2, durationMsSum: 16, latency });
  });
});

describe("an endpoint's health", () => {
  type Row = ReturnType<typeof deltaRows>[number];
  test.each<[string, AttemptResult[], Partial<Row>[]]>([
    ["is not touched by nothing", [], []],
    [
      "is not touched by an outage of ours",
      [failed(null, { isOurOutage: true })],
      [{ failures: 0, failingSince: null, lastStatusAt: null, lastStatusMessage: null }],
    ],
    [
      "is sound after a success",
      [succeeded({ seconds: 3 })],
      [
        {
          failures: 0,
          failingSince: null,
          lastSuccessAt: at(3),
          lastStatusAt: at(3),
          lastStatusCode: 200,
          lastStatusMessage: "Answered 200",
        },
      ],
    ],
    [
      "counts failures in a row from the first",
      [failed(500, { seconds: 1 }), failed(503, { seconds: 2 })],
      [
        {
          failures: 2,
          failingSince: at(1),
          lastSuccessAt: null,
          lastStatusAt: at(2),
          lastStatusMessage: "failed with 503",
        },
      ],
    ],
    [
      "begins anew after a success",
      [failed(500, { seconds: 1 }), succeeded({ seconds: 2 }), failed(503, { seconds: 3 })],
      [{ failures: 1, failingSince: at(3), lastSuccessAt: at(2), lastStatusCode: 503 }],
    ],
    [
      "goes by when attempts ended, not by their order in the batch",
      [succeeded({ seconds: 9 }), failed(500, { seconds: 1 })],
      [{ failures: 0, lastSuccessAt: at(9), lastStatusCode: 200 }],
    ],
    [
      "keeps the last time that was measured",
      [succeeded({ seconds: 1 }), failed(null, { seconds: 2 })],
      [{ lastResponseMs: 7, lastStatusCode: null }],
    ],
    [
      "has no streak begun by an operational event",
      [failed(500, { job: operational })],
      [{ failures: 0, failingSince: null, lastStatusCode: 500 }],
    ],
    [
      "has no streak lengthened by an operational event",
      [failed(500, { seconds: 1 }), failed(500, { seconds: 2, job: operational })],
      [{ failures: 1, failingSince: at(1), lastStatusAt: at(2) }],
    ],
    [
      "counts a test of Posthouse's own like any other",
      [failed(500, { job: { ...operational, trigger: "test" } })],
      [{ failures: 1, failingSince: at(0) }],
    ],
    [
      "is each endpoint's own",
      [failed(500, {}), succeeded({ job: { endpointId: OTHER } })],
      [
        { endpointId: ONE, failures: 1 },
        { endpointId: OTHER, failures: 0 },
      ],
    ],
  ])("%s", (_, results, rows) => {
    const found = deltaRows(results);
    expect(found).toHaveLength(rows.length);
    expect(found).toMatchObject(rows);
  });
});

describe("endpoints that are gone", () => {
  test.each<[string, AttemptResult[], [string, boolean][]]>([
    ["none where none answered 410", [failed(404, {}), failed(null, {})], []],
    [
      "each once",
      [failed(410, {}), failed(410, {}), failed(410, { job: { endpointId: OTHER } })],
      [
        [ONE, true],
        [OTHER, true],
      ],
    ],
    [
      "without an event where only operational ones came to nothing",
      [failed(410, { job: operational })],
      [[ONE, false]],
    ],
    ["with one where any other did", [failed(410, { job: operational }), failed(410, {})], [[ONE, true]]],
  ])("%s", (_, results, rows) => {
    const found = goneRows(results);
    expect(found.map(({ endpointId, makesEvent }) => [endpointId, makesEvent])).toEqual(rows);
    expect(found.map(({ publicId }) => publicId)).toEqual(rows.map(([id]) => formatId("ep", id)));
    expect(new Set(found.flatMap(({ auditId, noticeId }) => [auditId, noticeId])).size).toBe(2 * rows.length);
  });
});

describe("notices of dead letters", () => {
  test.each<[string, AttemptResult[], number]>([
    ["none of what succeeded or is retried", [succeeded({}), failed(500, {})], 0],
    ["none of an operational event", [failed(500, { next: dead, job: operational })], 0],
    ["one of each dead letter", [failed(500, { next: dead }), failed(null, { next: dead })], 2],
  ])("%s", (_, results, count) => {
    expect(deadLetterRows(results)).toHaveLength(count);
  });

  test("say what failed, and keep the error's message to themselves", () => {
    const [row] = deadLetterRows([failed(503, { next: dead })]);
    expect(JSON.parse(row?.facts ?? "")).toEqual({
      deliveryId: formatId("dlv", ID),
      eventId: formatId("evt", ID),
      eventType: "order.paid",
      attemptCount: 2,
      responseCode: 503,
      error: "http_status",
    });
  });
});
