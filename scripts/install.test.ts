import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { install, missingPackage } from "./install.mjs";
import { takeInstallLock } from "./install-lock.mjs";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "posthouse-install-"));
  await lock("package-lock.json", { zod: "4.0.0", next: "16.0.0" });
  await lock("node_modules/.package-lock.json", { zod: "4.0.0", next: "16.0.0" });
  await write("node_modules/zod/package.json", "{}");
  await write("node_modules/next/package.json", "{}");
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

async function write(path: string, content: string): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), content);
}

function lock(path: string, versions: Record<string, string>, optional: string[] = []): Promise<void> {
  const packages = Object.entries(versions).map(([name, version]) => [
    `node_modules/${name}`,
    { version, ...(optional.includes(name) && { optional: true }) },
  ]);
  return write(path, JSON.stringify({ packages: { "": {}, ...Object.fromEntries(packages) } }));
}

describe("an installation", () => {
  test("is complete when every package of the lock is there", () => {
    expect(missingPackage(folder)).toBeNull();
  });

  test("is complete without the optional packages of other machines", async () => {
    await lock("package-lock.json", { zod: "4.0.0", next: "16.0.0", "swc-darwin": "16.0.0" }, ["swc-darwin"]);
    expect(missingPackage(folder)).toBeNull();
  });

  test.each([
    ["there is none", () => rm(join(folder, "node_modules"), { recursive: true }), "node_modules"],
    ["npm was killed before its end", () => rm(join(folder, "node_modules/.package-lock.json")), "node_modules"],
    [
      "a package's folder was removed",
      () => rm(join(folder, "node_modules/next"), { recursive: true }),
      "node_modules/next",
    ],
    [
      "the lock asks for another version",
      () => lock("package-lock.json", { zod: "4.1.0", next: "16.0.0" }),
      "node_modules/zod",
    ],
    [
      "the lock asks for a new package",
      () => lock("package-lock.json", { zod: "4.0.0", hono: "4.0.0" }),
      "node_modules/hono",
    ],
  ])("is missing something when %s", async (_case, spoil, missing) => {
    await spoil();
    expect(missingPackage(folder)).toBe(missing);
  });

  test("is refused when npm leaves out what the lock names, instead of being made again by every command", async () => {
    await lock("package-lock.json", { zod: "4.0.0", orphan: "1.0.0" });
    await write("bin/npm", "#!/bin/sh\nexit 0\n");
    await chmod(join(folder, "bin/npm"), 0o755);
    vi.stubEnv("PATH", `${join(folder, "bin")}:${process.env.PATH}`);
    await expect(install(folder, () => true)).rejects.toThrow("without node_modules/orphan");
  });
});

describe("the install lock", () => {
  test("lets the next command in once it is released", async () => {
    const path = join(folder, "installing");
    const first = await takeInstallLock(path);
    const order: string[] = [];
    const second = takeInstallLock(path).then((held) => {
      order.push("second");
      held.release();
    });
    order.push("released");
    first.release();
    await second;
    expect(order).toEqual(["released", "second"]);
  });

  test("does not wait for a command that was killed", async () => {
    const path = join(folder, "installing");
    const gone = spawn(process.execPath, ["-e", ""]);
    await once(gone, "exit");
    await writeFile(path, `${gone.pid}\n${gone.pid}\n`);
    const held = await takeInstallLock(path);
    held.release();
  });
});
