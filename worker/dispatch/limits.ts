/** How long a claim holds without a heartbeat: what a killed worker's deliveries wait before another takes them up. */
export const LEASE_MS = 30_000;
/** Five beats may be lost before a lease ends. */
export const HEARTBEAT_MS = LEASE_MS / 6;

/** Deliveries one worker has claimed at a time. Measured: more no longer helps a 2-core machine, fewer leave it idle. */
export const SLOTS = 512;
/** The slots that retries may take: the rest is kept for first attempts. */
export const RETRY_SLOTS = SLOTS * 0.75;
/** Deliveries in one claim and in one batch of results. */
export const BATCH_MAX = 500;
/** A claim costs the database about the same for one delivery as for fifty, so a busy worker waits for this much room… */
export const CLAIM_ROOM_MIN = 128;
/** …but no longer than this after its last claim, in case the rest is taken by receivers that hang. */
export const CLAIM_AGAIN_MS = 20;
/** Bytes of the messages that one worker has in hand. One message may go past it, so that none is too large to be sent. */
export const BYTES_IN_HAND_MAX = 32 * 1024 * 1024;
/** Endpoints looked at in one claim; the others have their turn in the next. */
export const ENDPOINTS_PER_CLAIM = 100;
/** What one claim may take of an endpoint, however many others it asks. */
export const LANE_SHARE_MIN = 16;
/** Endpoints with something waiting that one scan looks at. */
export const DUE_ENDPOINTS_MAX = 5000;

/** Notifications only wake: this is how late a delivery can be when every one of them is lost. */
export const POLL_MS = 1000;
/** How long results are gathered before they are written. */
export const RECORD_AFTER_MS = 5;
/** The same while this many deliveries or more are under way: a row costs half as much in a batch of 200 as in one of 50. */
export const BUSY = 128;
export const RECORD_AFTER_BUSY_MS = 20;
/** Results that are written at once, whatever the time. */
export const RECORD_BATCH = 256;
/** Bytes of captured answers in one batch of results. */
export const RECORD_BYTES_MAX = 4 * 1024 * 1024;

/** What a stop may take: requests still open at `ABORT_AFTER_MS` are cut off and handed back. */
export const STOP_MS = 20_000;
export const ABORT_AFTER_MS = 15_000;
