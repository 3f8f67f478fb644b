import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";

/** Folders at the top that the dashboard's build doesn't read. */
const unreadFolders = new Set([
  "node_modules",
  "bench",
  "demo",
  "docs",
  "drizzle",
  "e2e",
  "faults",
  "harness",
  "process",
  "scripts",
  "worker",
  "test-results",
  "playwright-report",
]);
const unreadFile = /^\.|\.test\.tsx?$|\.md$|\.tsbuildinfo$|\.log$|^next-env\.d\.ts$/;

/** One digest over the names and contents of every file below `root` that a build may read. */
export async function hashSources(root: string): Promise<string> {
  const hash = createHash("sha256");
  for (const path of (await sourceFiles(root)).sort()) {
    hash.update(`${path}\0`).update(
      createHash("sha256")
        .update(await readFile(join(root, path)))
        .digest(),
    );
  }
  return hash.digest("hex");
}

async function sourceFiles(root: string): Promise<string[]> {
  const top = await readdir(root, { withFileTypes: true });
  const folders = top.filter(({ name }) => !name.startsWith(".") && !unreadFolders.has(name));
  const below = await Promise.all(
    folders
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => readdir(join(root, name), { recursive: true, withFileTypes: true })),
  );
  return [...folders, ...below.flat()]
    .filter((entry) => entry.isFile() && !unreadFile.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));
}
