import { globSync } from "node:fs";

export type TestFiles = { unit: string[]; browser: string[] };

/**
 * The test files that these paths mean, each a file, a folder or the end of a file's path; all of them for no path.
 * Answers the first path that means none as text.
 */
export function testFiles(root: string, paths: readonly string[]): TestFiles | string {
  const all = globSync("**/*.{test.ts,test.tsx,spec.ts}", { cwd: root, exclude: (name) => LEFT_OUT.test(name) });
  const meant = (path: string) => all.filter((file) => `/${file}`.endsWith(`/${path}`) || file.startsWith(`${path}/`));
  const names = paths.map((path) => path.replace(/^\.\/|\/$/g, ""));
  const unknown = names.find((path) => meant(path).length === 0);
  if (unknown !== undefined) return unknown;
  const files = [...new Set(names.flatMap(meant))].sort();
  return { unit: files.filter((file) => !isBrowserTest(file)), browser: files.filter(isBrowserTest) };
}

/** Folders of any depth that hold nobody's tests of ours. */
const LEFT_OUT = /(^|\/)(node_modules|\.[^/]+|peers)$/;

function isBrowserTest(file: string): boolean {
  return file.startsWith("e2e/");
}
