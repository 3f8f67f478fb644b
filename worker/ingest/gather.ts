import { DomainError, isDatabaseAway } from "#domain/error.ts";

/** Stores items together and answers one result for each, in their order: all of them, or it throws and none. */
type StoreTogether<Item, Result> = (items: readonly Item[]) => Promise<readonly Result[]>;

type Gatherer<Item, Result> = {
  /** Resolves when the item is committed. */
  add: (item: Item) => Promise<Result>;
  waiting: () => number;
};

type Waiting<Item, Result> = {
  item: Item;
  bytes: number;
  resolve: (result: Result) => void;
  reject: (error: unknown) => void;
};

/**
 * Lets items that arrive together share one statement. Bounded: where too much waits, `add` refuses with
 * `unavailable`. A batch that fails for one item's sake is stored again item by item, so only that one is refused.
 */
export function createGatherer<Item, Result>(
  store: StoreTogether<Item, Result>,
  bytesOf: (item: Item) => number,
): Gatherer<Item, Result> {
  let queue: Waiting<Item, Result>[] = [];
  let queuedBytes = 0;
  let writing = 0;
  let isDue = false;

  const write = async (batch: readonly Waiting<Item, Result>[]) => {
    writing += 1;
    try {
      await storeBatch(store, batch);
    } finally {
      writing -= 1;
      if (queue.length > 0) pump();
    }
  };
  const pump = () => {
    isDue = false;
    while (writing < WRITERS && queue.length > 0) {
      const batch = takeBatch(queue);
      queue = queue.slice(batch.length);
      queuedBytes -= batch.reduce((sum, { bytes }) => sum + bytes, 0);
      write(batch).catch(() => undefined); // Each item has been told by its own promise.
    }
  };
  const pumpSoon = () => {
    isDue = true;
    if (writing === 0) setImmediate(pump);
    else setTimeout(pump, GATHER_MS);
  };
  const add = (item: Item) => {
    const bytes = bytesOf(item);
    if (queue.length >= WAITING_MAX || queuedBytes + bytes > WAITING_BYTES_MAX) return Promise.reject(tooBusy());
    return new Promise<Result>((resolve, reject) => {
      queue.push({ item, bytes, resolve, reject });
      queuedBytes += bytes;
      if (queue.length >= GATHER_MAX) pump();
      else if (!isDue) pumpSoon();
    });
  };
  return { add, waiting: () => queue.length };
}

/** How long an event may wait for others to share its statement while another is under way; else it waits for nobody. */
const GATHER_MS = 2;
/** Posts in one statement, and the bytes of their bodies. */
export const GATHER_MAX = 250;
const GATHER_BYTES_MAX = 4 * 1024 * 1024;
/** Statements under way at a time: while one commits, the next is filled. */
const WRITERS = 2;
/** Events that may wait; more are turned away with 503, before they cost memory. */
export const WAITING_MAX = 10_000;
const WAITING_BYTES_MAX = 64 * 1024 * 1024;

function takeBatch<Item, Result>(queue: readonly Waiting<Item, Result>[]): Waiting<Item, Result>[] {
  let bytes = 0;
  const end = queue.slice(0, GATHER_MAX).findIndex((waiting) => {
    bytes += waiting.bytes;
    return bytes > GATHER_BYTES_MAX;
  });
  return queue.slice(0, end === -1 ? GATHER_MAX : Math.max(1, end));
}

async function storeBatch<Item, Result>(
  store: StoreTogether<Item, Result>,
  batch: readonly Waiting<Item, Result>[],
): Promise<void> {
  try {
    settle(batch, await store(batch.map(({ item }) => item)));
  } catch (error) {
    const [only] = batch;
    if (isDatabaseAway(error) || (only && batch.length === 1)) for (const { reject } of batch) reject(error);
    else for (const one of batch) await storeBatch(store, [one]);
  }
}

function settle<Item, Result>(batch: readonly Waiting<Item, Result>[], results: readonly Result[]): void {
  for (const [at, { resolve, reject }] of batch.entries()) {
    const result = results[at];
    if (result === undefined) reject(new Error("An item was stored without a result."));
    else resolve(result);
  }
}

function tooBusy(): DomainError {
  return new DomainError("unavailable", "Too many events are waiting to be stored. Send this one again in a moment.", {
    retryAfterSeconds: 1,
  });
}
