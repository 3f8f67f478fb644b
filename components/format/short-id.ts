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

/** Whether a text is a whole public id of whatever noun. */
export function isWholeId(text: string): boolean {
  return WHOLE_ID.test(text);
}

const WHOLE_ID = /^[a-z]{2,3}_[0-7][0-9a-hjkmnp-tv-z]{25}$/;
