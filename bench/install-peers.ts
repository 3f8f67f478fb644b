import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { root } from "#process/root.ts";

const FOLDER = join(root, "bench", "peers");
const INSTALLS_WITHIN_MS = 180_000;

/** Installs the peers where they are missing or older than their lock; they are no part of the product's packages. */
export async function installPeers(): Promise<void> {
  const installed = join(FOLDER, "node_modules", ".package-lock.json");
  const lock = join(FOLDER, "package-lock.json");
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs) return;
  const child = spawn("npm", ["ci", "--no-audit", "--no-fund"], {
    cwd: FOLDER,
    stdio: ["ignore", "ignore", "inherit"],
    timeout: INSTALLS_WITHIN_MS,
  });
  const [code] = await once(child, "exit");
  if (code !== 0) throw new Error("The peers of bench/peers could not be installed; npm says why above.");
}
