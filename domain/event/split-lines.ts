/** One line of a batch: its number, counted from 1, and its bytes without the line's end. */
export type Line = { number: number; bytes: Uint8Array };

/** Splits at LF; a CR before it belongs to the line's end. Empty lines carry no message, but count as lines. */
export function splitLines(body: Uint8Array): Line[] {
  const lines: Line[] = [];
  let number = 1;
  for (let start = 0; start < body.length; number++) {
    const found = body.indexOf(LF, start);
    const next = found < 0 ? body.length : found;
    const end = body[next - 1] === CR && next > start ? next - 1 : next;
    if (end > start) lines.push({ number, bytes: body.subarray(start, end) });
    start = next + 1;
  }
  return lines;
}

const LF = 0x0a;
const CR = 0x0d;
