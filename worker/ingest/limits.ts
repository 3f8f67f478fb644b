/** How long an event may wait for others to share its transaction. */
export const GATHER_MS = 2;
/** Events in one transaction, and the bytes of their bodies. */
export const GATHER_MAX = 250;
export const GATHER_BYTES_MAX = 4 * 1024 * 1024;
/** Transactions under way at a time: while one commits, the next is filled. */
export const WRITERS = 2;
/** Events that may wait; more are turned away with 503, before they cost memory. */
export const WAITING_MAX = 10_000;
export const WAITING_BYTES_MAX = 64 * 1024 * 1024;
