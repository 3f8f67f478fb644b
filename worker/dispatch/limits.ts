/** How long a claim holds without a heartbeat: what a killed worker's deliveries wait before another takes them up. */
export const LEASE_MS = 30_000;
/** Five beats may be lost before a lease ends. */
export const HEARTBEAT_MS = LEASE_MS / 6;

/** Deliveries one worker is sending at a time. Measured: more no longer helps a 2-core machine, fewer leave it idle. */
export const SLOTS = 512;
/** The slots that retries may take: the rest is kept for first attempts. */
export const RETRY_SLOTS = SLOTS * 0.75;
/** Results that wait to be recorded: with more, nothing is claimed until the database has caught up. */
export const ANSWERED_MAX = 2 * SLOTS;
/** Deliveries in one claim and in one batch of results. */
export const BATCH_MAX = 500;
/** What lies between the starts of two claims at least; the first after a pause begins at once. */
export const CLAIM_PAUSE_MS = 5;
/** A claim costs the database about the same for one delivery as for fifty, so a busy worker waits for this much room… */
export const CLAIM_ROOM_MIN = 128;
/** …but no longer than this after its last claim, in case the rest is taken by receivers that hang. */
export const CLAIM_AGAIN_MS = 20;
/** Bytes of the messages that one worker has in hand. One message may go past it, so that none is too large to be sent. */
export const BYTES_IN_HAND_MAX = 32 * 1024 * 1024;
/** Endpoints looked at in one claim; the others have their turn in the next. */
export const ENDPOINTS_PER_CLAIM = 100;
/** What a claim has room for at each of the endpoints that it asks: reading one row costs nearly as much as reading four. */
export const LANE_PART_MIN = 4;
/** How long a lane is kept that nothing was sent through: other workers then share its endpoint's limits without it. */
export const LANE_IDLE_MS = 15_000;
/** What a worker without slots waits before it asks for some again; those who have them give some up with a heartbeat. */
export const SHARE_AGAIN_MS = 1_000;
/** Lanes in one statement of upkeep. */
export const LANES_PER_STATEMENT = 500;
/**
 * How far before the last delivery that it took a claim begins: what a transaction made due that committed late. What
 * took longer is found by the next full look at the lane.
 */
export const LATE_COMMIT_MS = 2_000;
/** A full look is taken again after this many times what the last one cost, so that it takes half a percent of the time… */
export const FULL_LOOK_SHARE = 200;
/** …within these bounds: dead rows behind an open snapshot may make it dear. */
export const FULL_LOOK_MIN_MS = 1_000;
export const FULL_LOOK_MAX_MS = 60_000;

/** Endpoints with something waiting that one scan looks at. */
export const DUE_ENDPOINTS_MAX = 5000;

/** Notifications only wake: this is how late a delivery can be when every one of them is lost. */
export const POLL_MS = 1000;
/** How long results are gathered before they are written: a row costs half as much in a batch of 200 as in one of 50. */
export const RECORD_AFTER_MS = 20;
/** Results that are written at once, whatever the time. */
export const RECORD_BATCH = 256;
/** Bytes of captured answers in one batch of results. */
export const RECORD_BYTES_MAX = 4 * 1024 * 1024;

/** What a stop may take: requests still open at `ABORT_AFTER_MS` are cut off and handed back. */
export const STOP_MS = 20_000;
export const ABORT_AFTER_MS = 15_000;
