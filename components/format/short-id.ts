/**
 * An id shortened in the middle, keeping prefix and end: `ep_01jd…k7xq`. What is short already stays whole.
 * The end is what differs between ids made in the same second.
 */
export function shortenId(id: string, keep: { head: number; tail: number } = { head: 4, tail: 6 }): string {
  const underscore = id.indexOf("_");
  const head = underscore + 1 + keep.head;
  if (id.length <= head + keep.tail + 1) return id;
  return `${id.slice(0, head)}…${id.slice(-keep.tail)}`;
}
