import { createHash } from "node:crypto";

/** Numbers from 0 to 1 that come in the same order for the same seed. */
export function seededRandom(seed: number): () => number {
  let turn = 0;
  return () => {
    turn += 1;
    return createHash("sha256").update(`${seed}:${turn}`).digest().readUInt32BE(0) / 2 ** 32;
  };
}
