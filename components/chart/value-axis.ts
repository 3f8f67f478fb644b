/** Round values from 0 to just above `max`, three to five of them; whole numbers only. */
export function valueTicks(max: number): number[] {
  const step = Math.max(1, roundUp(max / 3));
  const count = Math.max(1, Math.ceil(max / step));
  return Array.from({ length: count + 1 }, (_, at) => at * step);
}

/** The next of 1, 2, 2.5, 5, 10 times a power of ten. */
function roundUp(value: number): number {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const factor = FACTORS.find((one) => value <= one * power && Number.isInteger(one * power)) ?? 10;
  return factor * power;
}

const FACTORS = [1, 2, 2.5, 5, 10];
