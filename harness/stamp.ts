/** A moment on the machine's monotonic clock, which all its processes share. */
export function nowNs(): bigint {
  return process.hrtime.bigint();
}

/** A message of about `bytes` bytes that says when it was made. */
export function stampedMessage({ type, bytes }: { type: string; bytes: number }): Buffer {
  const head = `{"type":"${type}","sentAtNs":"${nowNs()}","padding":"`;
  return Buffer.from(`${head}${"x".repeat(Math.max(0, bytes - head.length - 2))}"}`);
}

export function readSentAtNs(body: Buffer): bigint {
  const stamp = /"sentAtNs":"(\d+)"/.exec(body.subarray(0, HEAD_BYTES).toString("latin1"))?.[1];
  if (stamp === undefined) throw new Error("The message bears no stamp.");
  return BigInt(stamp);
}

const HEAD_BYTES = 256;
