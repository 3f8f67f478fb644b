import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { mountedOperations } from "./mounted.ts";
import { refusalsOf } from "./refusals.ts";
import { schemasOf } from "./schemas.ts";

const domain = fileURLToPath(new URL("../../domain", import.meta.url));
const doors = await mountedOperations();
const { entries } = schemasOf(doors);

/** The codes that the file of each operation throws itself, by the operation's id. */
function thrownCodes(): Map<string, string[]> {
  const files = globSync("**/*.ts", { cwd: domain }).map((file) => readFileSync(join(domain, file), "utf8"));
  return new Map(
    files.flatMap((text): [string, string[]][] => {
      const id = /= operation\(\{\s*id: "([\w.]+)"/.exec(text)?.[1];
      if (id === undefined) return [];
      return [[id, [...text.matchAll(/new DomainError\(\s*"(\w+)"/g)].map(([, code]) => code ?? "")]];
    }),
  );
}

test("what an operation's own file refuses is among its `refusals`, so that it is described", () => {
  const thrown = thrownCodes();
  expect(thrown.get("delivery.replay")).toContain("payload_expired");
  doors.forEach((door, at) => {
    const { id } = door.operation.facts;
    const described = [...refusalsOf(door, entries[at]?.schemas.input ?? {}).values()].flat();
    expect(described, `${id}: add to its refusals`).toEqual(expect.arrayContaining(thrown.get(id) ?? ["not found"]));
  });
});
