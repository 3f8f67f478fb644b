import { randomFillSync } from "node:crypto";

/** A new time-ordered UUIDv7 (RFC 9562) in its 36-character text form. Ids made by one process are strictly increasing. */
export function newId(nowMs = Date.now()): string {
  const hex = v7Bytes(nowMs).toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/**
 * RFC 9562 §5.7: 48 bits of milliseconds, a 12-bit counter, 62 random bits. The counter (§6.2, method 1) keeps
 * ids of one millisecond in order; when it runs over, the timestamp moves a millisecond ahead of the clock.
 */
function v7Bytes(nowMs: number): Buffer {
  if (nowMs > lastMs) {
    lastMs = nowMs;
    counter = 0;
  } else if (++counter > COUNTER_MAX) {
    lastMs += 1;
    counter = 0;
  }
  const bytes = Buffer.allocUnsafe(16);
  takeRandom().copy(bytes, 8);
  bytes.writeUIntBE(lastMs, 0, 6);
  bytes.writeUInt16BE(0x7000 | counter, 6);
  bytes.writeUInt8(0x80 | (bytes.readUInt8(8) & 0x3f), 8);
  return bytes;
}

const COUNTER_MAX = 0xfff;
const pool = Buffer.alloc(8 * 512);
let poolAt = pool.length;
let lastMs = 0;
let counter = 0;

function takeRandom(): Buffer {
  if (poolAt === pool.length) {
    randomFillSync(pool);
    poolAt = 0;
  }
  poolAt += 8;
  return pool.subarray(poolAt - 8, poolAt);
}
