import { type ClaimedDelivery, isSuspect, type LaneRequest } from "./claim.ts";
import type { LaneShare } from "./lane-shares.ts";
import {
  FULL_LOOK_MAX_MS,
  FULL_LOOK_MIN_MS,
  FULL_LOOK_SHARE,
  LANE_IDLE_MS,
  LATE_COMMIT_MS,
  SHARE_AGAIN_MS,
} from "./limits.ts";

/** What this worker knows of an endpoint that it sends to. Times in ms, of a clock that nobody sets back. */
type Lane = Pick<LaneShare, "slots" | "rate"> & {
  inFlight: number;
  usedAtMs: number;
  /** When the share was taken or renewed. */
  askedAtMs: number;
  /** Generic cell rate algorithm: the theoretical arrival time of the next delivery. */
  pacedUntilMs: number;
  /** Due times, since 1970: nothing before them is left, but what committed late. */
  firstFromMs: number;
  retryFromMs: number;
  fullLookAtMs: number;
  /** Whether the last claim read it to its end, and nobody has said since that something is due. */
  isDrained: boolean;
};

/**
 * The endpoints that this worker sends to, each with its share of the endpoint's limits and its place in the queue. In
 * memory: what is lost with it is found again by a full look.
 */
export class Lanes {
  readonly #lanes = new Map<string, Lane>();
  readonly #monotonicMs: () => number;

  constructor(monotonicMs: () => number) {
    this.#monotonicMs = monotonicMs;
  }

  /** Those of these endpoints that the worker has no share of, or nothing in it, and may ask for now. */
  toAsk(endpointIds: readonly string[]): { endpointId: string; inFlight: number }[] {
    return endpointIds.flatMap((endpointId) => {
      const lane = this.#lanes.get(endpointId);
      const isShared = lane !== undefined && lane.slots > 0 && lane.rate !== 0;
      if (isShared || (lane && this.#monotonicMs() - lane.askedAtMs < SHARE_AGAIN_MS)) return [];
      return [{ endpointId, inFlight: lane?.inFlight ?? 0 }];
    });
  }

  /** Enters shares that were taken or renewed. */
  enter(shares: readonly LaneShare[]): void {
    const nowMs = this.#monotonicMs();
    for (const { endpointId, slots, rate, pacedForMs } of shares) {
      const pacedUntilMs = pacedForMs === null ? Number.NEGATIVE_INFINITY : nowMs - pacedForMs;
      const fresh = { inFlight: 0, usedAtMs: nowMs, pacedUntilMs, isDrained: false };
      this.#lanes.set(endpointId, {
        ...fresh,
        ...FROM_THE_FIRST,
        ...this.#lanes.get(endpointId),
        slots,
        rate,
        askedAtMs: nowMs,
      });
    }
  }

  /** Forgets all shares, because the lease behind them is lost; what is in flight stays counted. */
  loseShares(): void {
    for (const lane of this.#lanes.values())
      Object.assign(lane, { slots: 0, rate: null, askedAtMs: Number.NEGATIVE_INFINITY });
  }

  /** What to ask of each of these endpoints, where there is room for so many deliveries and so many retries. */
  request(endpointIds: readonly string[], room: { all: number; retries: number }): LaneRequest[] {
    const nowMs = this.#monotonicMs();
    let { all, retries } = room;
    // Those that may take least come first, so that the others share what they leave.
    const open = endpointIds
      .flatMap((endpointId) => this.#open(endpointId, nowMs))
      .sort((a, b) => a.allowance - b.allowance);
    return open.flatMap(({ endpointId, lane, allowance }, at) => {
      const left = open.length - at;
      const quota = Math.min(allowance, Math.ceil(all / left));
      if (quota <= 0) return [];
      const retryQuota = Math.min(quota, Math.ceil(retries / left));
      all -= quota;
      retries -= retryQuota;
      const from = (ms: number) => new Date(lane.fullLookAtMs <= nowMs ? 0 : Math.max(0, ms));
      return [{ endpointId, quota, retryQuota, firstFrom: from(lane.firstFromMs), retryFrom: from(lane.retryFromMs) }];
    });
  }

  #open(endpointId: string, nowMs: number) {
    const lane = this.#lanes.get(endpointId);
    const allowance = lane ? allowanceOf(lane, nowMs) : 0;
    return lane && allowance > 0 ? [{ endpointId, lane, allowance }] : [];
  }

  /** Moves the lanes on after a claim that took so long. */
  claimed(requests: readonly LaneRequest[], claimed: readonly ClaimedDelivery[], durationMs: number): void {
    const nowMs = this.#monotonicMs();
    const taken = Map.groupBy(claimed, ({ endpointId }) => endpointId);
    for (const request of requests) {
      const lane = this.#lanes.get(request.endpointId);
      if (!lane) continue;
      const own = taken.get(request.endpointId) ?? [];
      lane.isDrained = isReadToItsEnd(request, own);
      if (request.firstFrom.getTime() === 0) lane.fullLookAtMs = nowMs + fullLookAfter(durationMs);
      moveOn(lane, { request, taken: own, nowMs });
    }
  }

  /** Says that something may be due at these endpoints. */
  told(endpointIds: readonly string[]): void {
    for (const endpointId of endpointIds) {
      const lane = this.#lanes.get(endpointId);
      if (lane) lane.isDrained = false;
    }
  }

  /** Whether something may be due there, as far as this worker knows. */
  mayHaveMore(endpointId: string): boolean {
    return this.#lanes.get(endpointId)?.isDrained !== true;
  }

  /** Whether the endpoint's limits let something go now. */
  hasTurn(endpointId: string): boolean {
    return this.#open(endpointId, this.#monotonicMs()).length > 0;
  }

  /** Ms until the endpoint's rate lets the next one go; null: it has no limit, or its turn has come. */
  pauseMs(endpointId: string): number | null {
    const lane = this.#lanes.get(endpointId);
    if (!lane?.rate) return null;
    const nowMs = this.#monotonicMs();
    const pauseMs = pacedFrom(lane, lane.rate, nowMs) + 1000 / lane.rate - nowMs;
    return pauseMs > 0 ? pauseMs : null;
  }

  /** Takes one slot and one turn at once, where nothing may wait for them; `giveBack` undoes it. */
  take(endpointId: string): boolean {
    const lane = this.#lanes.get(endpointId);
    const nowMs = this.#monotonicMs();
    if (!lane?.isDrained || allowanceOf(lane, nowMs) < 1) return false;
    lane.inFlight += 1;
    lane.usedAtMs = nowMs;
    if (lane.rate) lane.pacedUntilMs = pacedFrom(lane, lane.rate, nowMs) + 1000 / lane.rate;
    return true;
  }

  giveBack(endpointId: string): void {
    const lane = this.#lanes.get(endpointId);
    if (!lane) return;
    lane.inFlight -= 1;
    if (lane.rate) lane.pacedUntilMs -= 1000 / lane.rate;
  }

  /** Lets nothing more go there until the share is asked for anew. */
  close(endpointId: string): void {
    const lane = this.#lanes.get(endpointId);
    if (lane) Object.assign(lane, { slots: 0, askedAtMs: this.#monotonicMs() });
  }

  /** A slot is free again; answers whether something may have waited for it. */
  free(endpointId: string): boolean {
    const lane = this.#lanes.get(endpointId);
    if (!lane) return false;
    lane.inFlight -= 1;
    return !lane.isDrained && lane.inFlight + 1 >= lane.slots;
  }

  all(): { endpointId: string; inFlight: number }[] {
    return [...this.#lanes].map(([endpointId, { inFlight }]) => ({ endpointId, inFlight }));
  }

  /** In how many ms each lane that has a rate has its next turn, as it is kept for the next worker. */
  paces(): { endpointId: string; pacedInMs: number }[] {
    const nowMs = this.#monotonicMs();
    return [...this.#lanes].flatMap(([endpointId, { rate, pacedUntilMs }]) =>
      rate === null || !Number.isFinite(pacedUntilMs)
        ? []
        : [{ endpointId, pacedInMs: Math.round(pacedUntilMs - nowMs) }],
    );
  }

  /** Forgets the lanes that have not been used for a while; answers which. */
  forgetIdle(): string[] {
    const before = this.#monotonicMs() - LANE_IDLE_MS;
    const idle = [...this.#lanes].filter(([, { inFlight, usedAtMs }]) => inFlight === 0 && usedAtMs < before);
    for (const [endpointId] of idle) this.#lanes.delete(endpointId);
    return idle.map(([endpointId]) => endpointId);
  }

  /** Begins with a full look everywhere: the database's clock went back. */
  lookAgain(): void {
    for (const lane of this.#lanes.values()) lane.fullLookAtMs = 0;
  }
}

const FROM_THE_FIRST = { firstFromMs: 0, retryFromMs: 0, fullLookAtMs: 0 };

/** Whichever kind came first: its claim then had half of the quota for retries, or what first attempts left of it. */
function isReadToItsEnd({ quota, retryQuota }: LaneRequest, taken: readonly ClaimedDelivery[]): boolean {
  const retries = taken.filter(({ isRetry }) => isRetry).length;
  return taken.length < quota && retries < Math.min(retryQuota, Math.ceil(quota / 2));
}

type Taken = { request: LaneRequest; taken: readonly ClaimedDelivery[]; nowMs: number };

function moveOn(lane: Lane, { request, taken, nowMs }: Taken): void {
  if (taken.length === 0) return;
  lane.inFlight += taken.length;
  lane.usedAtMs = nowMs;
  if (lane.rate) lane.pacedUntilMs = pacedFrom(lane, lane.rate, nowMs) + (taken.length * 1000) / lane.rate;
  // A lane that was read to its end may yet get what was made due a moment ago.
  const margin = taken.length < request.quota ? LATE_COMMIT_MS : 0;
  for (const { isRetry, dueAtMs } of taken.filter((delivery) => !isSuspect(delivery))) {
    if (isRetry) lane.retryFromMs = Math.max(lane.retryFromMs, dueAtMs - margin);
    else lane.firstFromMs = Math.max(lane.firstFromMs, dueAtMs - margin);
  }
}

/** How many deliveries a lane may take now: its free slots, and what its rate allows. */
function allowanceOf(lane: Lane, nowMs: number): number {
  const free = lane.slots - lane.inFlight;
  if (lane.rate === null) return free;
  if (lane.rate < RATE_MIN) return 0;
  // A thousandth of a delivery makes up for what rounding cuts off.
  return Math.min(free, Math.floor(((nowMs - pacedFrom(lane, lane.rate, nowMs)) * lane.rate) / 1000 + 0.001));
}

/** An unused rate saves up a fifth of a second, or one delivery. */
function pacedFrom({ pacedUntilMs }: Lane, rate: number, nowMs: number): number {
  return Math.max(pacedUntilMs, nowMs - Math.max(BURST_MS, 1000 / rate));
}

/** When to look through everything again after a look that took so long. */
export function fullLookAfter(durationMs: number): number {
  return Math.min(Math.max(durationMs * FULL_LOOK_SHARE, FULL_LOOK_MIN_MS), FULL_LOOK_MAX_MS);
}

const BURST_MS = 200;
/** Less is what rounding leaves of a rate that others have taken. */
const RATE_MIN = 0.001;
