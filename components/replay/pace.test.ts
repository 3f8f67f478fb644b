import { expect, test } from "vitest";
import { spanAtRate } from "./progress-words.ts";

test.each([
  [0, 50, "about a second"],
  [50, 50, "about a second"],
  [101, 50, "about 3 s"],
  [90_000, 50, "about 30 min"],
])("%i deliveries at %i per second take %s", (count, rate, span) => expect(spanAtRate(count, rate)).toBe(span));
