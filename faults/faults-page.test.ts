import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "#process/root.ts";
import { INVARIANTS } from "./invariants/all-invariants.ts";
import { SCENARIOS } from "./scenarios/all-scenarios.ts";

const rows = readFileSync(join(root, "docs/concepts/faults.md"), "utf8").split("\n");
const begins = (cell: string) => rows.some((row) => row.startsWith(`| ${cell} `));

test.each(SCENARIOS)("the page says what $name throws", ({ name }) => {
  expect(begins(`\`${name}\``)).toBe(true);
});

test.each(INVARIANTS)("the page says on which line it hangs: $name", ({ name }) => {
  expect(begins(name)).toBe(true);
});
