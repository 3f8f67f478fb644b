/** How a body that arrived differs from the one that was sent, and where the first byte does. */
export type BodyDifference = {
  kind: "final_line_break" | "white_space" | "json_rewritten" | "cut" | "other";
  /** The first byte that differs, counted from 0. */
  firstDifferenceAt: number;
  sentBytes: number;
  seenBytes: number;
};

/** Null where both are the same bytes; else the likeliest reason first. */
export function compareBodies(sent: Buffer, seen: Buffer): BodyDifference | null {
  if (sent.equals(seen)) return null;
  const at = sent.findIndex((byte, index) => byte !== seen[index]);
  const firstDifferenceAt = at === -1 ? sent.length : at;
  return { kind: kindOf(sent, seen), firstDifferenceAt, sentBytes: sent.length, seenBytes: seen.length };
}

function kindOf(sent: Buffer, seen: Buffer): BodyDifference["kind"] {
  const [before, after] = [sent.toString(), seen.toString()];
  if (before.trimEnd() === after.trimEnd()) return "final_line_break";
  if (seen.length < sent.length && sent.subarray(0, seen.length).equals(seen)) return "cut";
  if (before.replace(/\s/g, "") === after.replace(/\s/g, "")) return "white_space";
  return canonicalJson(before) === canonicalJson(after) ? "json_rewritten" : "other";
}

/** The text itself where it is no JSON, so that two such texts are never taken for equal. */
function canonicalJson(text: string): string {
  try {
    return JSON.stringify(sorted(JSON.parse(text)));
  } catch {
    // Not JSON is an answer here, not a fault.
    return text;
  }
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, held]) => [key, sorted(held)]),
  );
}
