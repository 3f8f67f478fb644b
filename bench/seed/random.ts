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
