import { beforeEach, describe, expect, test } from "vitest";
import type { ClaimedDelivery } from "./claim.ts";
import type { LaneShare } from "./lane-shares.ts";
import { fullLookAfter, Lanes } from "./lanes.ts";
import { FULL_LOOK_MAX_MS, LANE_IDLE_MS, LATE_COMMIT_MS, SHARE_AGAIN_MS } from "./limits.ts";

let nowMs: number;
let lanes: Lanes;
beforeEach(() => {
  nowMs = 1_000_000;
  lanes = new Lanes(() => nowMs);
});

const share = (endpointId: string, facts: Partial<LaneShare> = {}): LaneShare => ({
  ...{ endpointId, slots: 10, rate: null, pacedForMs: null },
  ...facts,
});
const room = (all: number, retries = all) => ({ all, retries });

/** Claims what the lanes ask for, each delivery due at the moment that is given for it. */
function claim(endpointId: string, dueAt: readonly number[], facts: Partial<ClaimedDelivery> = {}) {
  const [request] = lanes.request([endpointId], room(100));
  if (!request) throw new Error("There is nothing to ask.");
  const taken = dueAt.map((dueAtMs) => ({ endpointId, dueAtMs, isRetry: false, leasesLost: 0, ...facts }));
  lanes.claimed([request], taken as ClaimedDelivery[], 1);
  return request;
}

describe("whether there may be more", () => {
  test("is unknown until a claim has read a lane to its end, and again when somebody says so", () => {
    lanes.enter([share("a")]);
    expect(lanes.mayHaveMore("a")).toBe(true);
    claim("a", [1, 2]);
    expect(lanes.mayHaveMore("a")).toBe(false);
    lanes.told(["a", "unknown"]);
    expect(lanes.mayHaveMore("a")).toBe(true);
    claim("a", []);
    expect(lanes.mayHaveMore("a")).toBe(false);
  });

  test("is likely after a claim that took all it asked for, or as many retries as it might", () => {
    lanes.enter([share("full", { slots: 2 }), share("retries"), share("few")]);
    claim("full", [1, 2]);
    claim("retries", [1, 2, 3, 4, 5], { isRetry: true });
    claim("few", [1, 2, 3, 4], { isRetry: true });
    expect(["full", "retries", "few"].filter((id) => lanes.mayHaveMore(id))).toEqual(["full", "retries"]);
  });
});

describe("what a claim may take", () => {
  test("is the room, evenly, and what one leaves the others have", () => {
    lanes.enter([share("small", { slots: 1 }), share("a"), share("b")]);
    const quotas = lanes.request(["a", "small", "b"], room(9)).map(({ endpointId, quota }) => [endpointId, quota]);
    expect(Object.fromEntries(quotas)).toEqual({ small: 1, a: 4, b: 4 });
  });

  test("is bounded by the free slots, and no retry goes past the room for retries", () => {
    lanes.enter([share("a", { slots: 3 })]);
    expect(claim("a", [1, 2])).toMatchObject({ quota: 3 });
    expect(lanes.request(["a"], room(100, 0))).toMatchObject([{ quota: 1, retryQuota: 0 }]);
    lanes.free("a");
    expect(lanes.request(["a"], room(100))).toMatchObject([{ quota: 2, retryQuota: 2 }]);
  });

  test("is nothing without a share", () => {
    lanes.enter([share("none", { slots: 0 }), share("slow", { rate: 0 })]);
    expect(lanes.request(["unknown", "none", "slow"], room(10))).toEqual([]);
  });

  test.each([
    [1, 1],
    [10, 2],
    [100, 20],
  ])("at %i a second is %i at once, then one whenever its turn comes", (rate, burst) => {
    lanes.enter([share("a", { rate, slots: 100 })]);
    expect(
      claim(
        "a",
        Array.from({ length: burst }, () => 1),
      ).quota,
    ).toBe(burst);
    expect(lanes.hasTurn("a")).toBe(false);
    expect(lanes.pauseMs("a")).toBeCloseTo(1000 / rate);
    expect(lanes.paces()).toEqual([{ endpointId: "a", pacedInMs: 0 }]);
    nowMs += 1000 / rate;
    expect(lanes.request(["a"], room(100))).toMatchObject([{ quota: 1 }]);
  });
});

describe("where a claim begins", () => {
  test("is the last one taken, where there was more than was asked for", () => {
    lanes.enter([share("a", { slots: 2 })]);
    expect(claim("a", [10_000, 20_000]).firstFrom).toEqual(new Date(0));
    lanes.free("a");
    expect(lanes.request(["a"], room(9))[0]).toMatchObject({ firstFrom: new Date(20_000), retryFrom: new Date(0) });
  });

  test("is a little before it where the lane was read to its end, for what commits late", () => {
    lanes.enter([share("a")]);
    claim("a", [10_000]);
    claim("a", [30_000], { isRetry: true });
    expect(lanes.request(["a"], room(9))[0]).toMatchObject({
      firstFrom: new Date(10_000 - LATE_COMMIT_MS),
      retryFrom: new Date(30_000 - LATE_COMMIT_MS),
    });
  });

  test("is not moved by a suspect, which is taken out of turn", () => {
    lanes.enter([share("a")]);
    claim("a", [10_000], { isRetry: true, leasesLost: 2 });
    expect(lanes.request(["a"], room(9))[0]).toMatchObject({ retryFrom: new Date(0) });
  });

  test("is the beginning again after a while, and when the clock went back", () => {
    lanes.enter([share("a")]);
    claim("a", [10_000]);
    const from = () => lanes.request(["a"], room(9))[0]?.firstFrom.getTime();
    expect(from()).toBeGreaterThan(0);
    lanes.lookAgain();
    expect(from()).toBe(0);
    claim("a", [20_000]);
    expect(from()).toBeGreaterThan(0);
    nowMs += fullLookAfter(1);
    expect(from()).toBe(0);
  });

  test("is looked for the less often the more it costs", () => {
    expect(fullLookAfter(0)).toBeLessThan(fullLookAfter(20));
    expect(fullLookAfter(100_000)).toBe(FULL_LOOK_MAX_MS);
  });
});

describe("which shares to ask for", () => {
  test("those that are not there, and those with nothing in them after a while", () => {
    lanes.enter([share("a"), share("none", { slots: 0 })]);
    expect(lanes.toAsk(["a", "none", "new"])).toEqual([{ endpointId: "new", inFlight: 0 }]);
    nowMs += SHARE_AGAIN_MS;
    expect(lanes.toAsk(["a", "none"])).toEqual([{ endpointId: "none", inFlight: 0 }]);
  });

  test("all of them once the lease is lost, with what is still in flight", () => {
    lanes.enter([share("a")]);
    claim("a", [1, 2]);
    lanes.loseShares();
    expect(lanes.request(["a"], room(9))).toEqual([]);
    expect(lanes.toAsk(["a"])).toEqual([{ endpointId: "a", inFlight: 2 }]);
  });

  test("what is idle is given back, what has something in flight is not", () => {
    lanes.enter([share("idle"), share("busy")]);
    claim("busy", [1]);
    nowMs += LANE_IDLE_MS + 1;
    expect(lanes.forgetIdle()).toEqual(["idle"]);
    expect(lanes.all()).toEqual([{ endpointId: "busy", inFlight: 1 }]);
  });
});
