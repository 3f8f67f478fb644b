import { expect, test } from "vitest";
import { compareBodies } from "./diagnose-signature.ts";

const SENT = '{"type":"a.b",  "data":{"total":12.50,"name":"Zoë"}}';
const compare = (seen: string) => compareBodies(Buffer.from(SENT), Buffer.from(seen));

test("the same bytes do not differ", () => expect(compare(SENT)).toBeNull());

test.each([
  ["final_line_break", `${SENT}\n`, Buffer.byteLength(SENT)],
  ["white_space", SENT.replace("  ", ""), 14],
  ["white_space", SENT.replace("  ", "\n\t"), 14],
  ["json_rewritten", '{"data":{"name":"Zoë","total":12.5},"type":"a.b"}', 2],
  ["json_rewritten", SENT.replace("ë", "\\u00eb").replace("  ", ""), 14],
  ["cut", SENT.slice(0, 20), 20],
  ["other", SENT.replace("12.50", "13.50"), 33],
  ["other", "", 0],
] as const)("%s: %o", (kind, seen, firstDifferenceAt) => {
  expect(compare(seen)).toEqual({
    kind: kind === "other" && seen === "" ? "cut" : kind,
    firstDifferenceAt,
    sentBytes: Buffer.byteLength(SENT),
    seenBytes: Buffer.byteLength(seen),
  });
});
