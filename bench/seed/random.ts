/** Answers a chooser: it takes an entry with the probability that its weight has among all weights. */
export function weighted<T>(entries: readonly (readonly [T, number])[]): (share: number) => T {
  const total = entries.reduce((sum, [, weight]) => sum + weight, 0);
  let below = 0;
  const bounds = entries.map(([value, weight]) => {
    below += weight / total;
    return { value, below };
  });
  const last = bounds.at(-1);
  if (last === undefined) throw new Error("There is nothing to choose from.");
  return (share) => (bounds.find((bound) => share < bound.below) ?? last).value;
}

/** Ids of a seeded history: UUIDv7 as text, strictly growing within a millisecond, the same for the same seed. */
export type IdMaker = (atMs: number) => string;

export function createIdMaker(random: () => number): IdMaker {
  let lastMs = -1;
  let counter = 0;
  return (atMs) => {
    const ms = Math.floor(atMs);
    counter = ms === lastMs ? counter + 1 : 0;
    lastMs = ms;
    const time = ms.toString(16).padStart(12, "0");
    // 12 bits count within the millisecond; what a seed makes in one stays far below 4,096.
    const count = (counter & 0xfff).toString(16).padStart(3, "0");
    const variant = HEX[0x80 | Math.floor(random() * 0x40)];
    return `${time.slice(0, 8)}-${time.slice(8)}-7${count}-${variant}${byte(random)}-${word(random)}${word(random)}${word(random)}`;
  };
}

const HEX = Array.from({ length: 256 }, (_, value) => value.toString(16).padStart(2, "0"));

function byte(random: () => number): string {
  return HEX[Math.floor(random() * 256)] ?? "00";
}

function word(random: () => number): string {
  const value = Math.floor(random() * 65_536);
  return `${HEX[value >> 8]}${HEX[value & 255]}`;
}
