import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "#process/root.ts";

const PAGE = "docs/concepts/security.md";
const rows = readFileSync(join(root, PAGE), "utf8")
  .split("\n")
  .filter((line) => line.startsWith("| ") && line.includes(" › "));

test.each(rows.map((row) => [row.split("|")[1]?.trim() ?? "", row] as const))(
  "of %s there is the test that the page names",
  (_, row) => {
    const [, , , named = ""] = row.split("|");
    for (const each of named.trim().split("<br>")) {
      const [, file = "", title = ""] = /^`([^`]+)` › (.+)$/.exec(each) ?? [];
      expect(existsSync(join(root, file)), `${file} in: ${each}`).toBe(true);
      expect(readFileSync(join(root, file), "utf8"), each).toContain(title);
    }
  },
);

test("the page names the tests of every section", () => {
  expect(rows.length).toBeGreaterThan(50);
});
