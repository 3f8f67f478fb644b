import { spawn } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { root } from "#process/root.ts";
import { testFiles } from "./test-files.ts";

describe("a path", () => {
  const TESTS = ["app/[id]/page.test.tsx", "domain/id.test.ts", "domain/id/new-id.test.ts", "e2e/login.spec.ts"];

  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "posthouse-tests-"));
    for (const file of [
      ...TESTS,
      "domain/id.ts",
      "node_modules/x/x.test.ts",
      ".next/x.test.ts",
      "bench/peers/x.test.ts",
    ]) {
      await mkdir(dirname(join(folder, file)), { recursive: true });
      await writeFile(join(folder, file), "");
    }
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test.each([
    [["domain/id.test.ts"], { unit: ["domain/id.test.ts"], browser: [] }],
    [["./domain/id.test.ts"], { unit: ["domain/id.test.ts"], browser: [] }],
    [["app/[id]/page.test.tsx"], { unit: ["app/[id]/page.test.tsx"], browser: [] }],
    [["domain"], { unit: ["domain/id.test.ts", "domain/id/new-id.test.ts"], browser: [] }],
    [["domain/id/"], { unit: ["domain/id/new-id.test.ts"], browser: [] }],
    [["login.spec.ts"], { unit: [], browser: ["e2e/login.spec.ts"] }],
    [["domain/id", "e2e"], { unit: ["domain/id/new-id.test.ts"], browser: ["e2e/login.spec.ts"] }],
  ])("%j means these files", (paths, files) => {
    expect(testFiles(folder, paths)).toEqual(files);
  });

  test.each(["domain/id.ts", "id", "d.test.ts", "node_modules", "bench/peers", "-t"])("%s means none", (path) => {
    expect(testFiles(folder, ["domain", path])).toBe(path);
  });
});

describe("npm test -- PATH", () => {
  async function npmTest(path: string) {
    const child = spawn(process.execPath, [join(root, "scripts/test.ts"), path], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [said, code] = await Promise.all([
      text(child.stdout),
      new Promise<number | null>((resolve) => child.once("close", resolve)),
    ]);
    return { code, lines: said.trimEnd().split("\n") };
  }

  test("runs that file, and ends in the tally", async () => {
    const { code, lines } = await npmTest("domain/id.test.ts");
    expect(code).toBe(0);
    expect(lines.at(-1)).toMatch(/^[1-9]\d* passed, 0 failed$/);
    expect(lines.filter((line) => line.includes(".test.ts"))).toEqual([expect.stringContaining("domain/id.test.ts")]);
  });

  test("says so in a sentence where there is none", async () => {
    expect(await npmTest("domain/nowhere.test.ts")).toEqual({
      code: 2,
      lines: [expect.stringContaining("No test file is called domain/nowhere.test.ts")],
    });
  });
});
