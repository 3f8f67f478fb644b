import { spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { delimiter, join } from "node:path";
import { takeInstallLock } from "./install-lock.mjs";
import { mendDriver } from "./mend-driver.mjs";

// What went wrong is needed even where somebody has asked npm to be silent.
const npmFlags = ["--include=dev", "--no-audit", "--no-fund", "--loglevel=error"];
const outputLinesMax = 15;
const stopSignals = ["SIGINT", "SIGTERM", "SIGHUP"];

/**
 * Runs `npm ci` when node_modules is missing, half-finished, made for another machine or older than package-lock.json.
 * Plain JavaScript for Node 20, because it runs before anything is installed.
 */
export async function install(root, hasNode) {
  await installWhatIsMissing(root, hasNode);
  mendDriver(root);
}

async function installWhatIsMissing(root, hasNode) {
  const isComplete = () => missingPackage(root) === null && hasNode();
  if (isComplete()) return;
  const lock = await takeInstallLock(join(root, ".posthouse", "installing"));
  try {
    if (!isComplete()) await installPackages({ root, lock });
    refuseToRepeat(missingPackage(root));
    if (!hasNode()) await npm(["rebuild", "node", "--ignore-scripts=false"], { root, lock, title: "Installing Node" });
  } finally {
    lock.release();
  }
}

/** What npm leaves out each time would be installed anew by every command, under the ones that are running. */
function refuseToRepeat(missing) {
  if (missing === null) return;
  throw new Error(
    `npm installed package-lock.json without ${missing}. Run npm install --package-lock-only and start again.`,
  );
}

/** `npm ci` refuses a lock that lacks another platform's packages; `npm install` takes the same versions from it. */
async function installPackages({ root, lock }) {
  const title = "Installing packages";
  const refusal = await npm(["ci", ...npmFlags], { root, lock, title, accept: "code EUSAGE" });
  if (!refusal) return;
  rmSync(join(root, "node_modules"), { recursive: true, force: true });
  await npm(["install", "--no-save", ...npmFlags], { root, lock, title });
}

/**
 * The first package of package-lock.json that is not installed in that version, or null. npm writes
 * node_modules/.package-lock.json last, so an install that was killed has none.
 */
export function missingPackage(root) {
  const wanted = readPackages(join(root, "package-lock.json"));
  const installed = readPackages(join(root, "node_modules", ".package-lock.json"));
  if (!wanted || !installed) return "node_modules";
  for (const [path, { version, optional, link }] of Object.entries(wanted)) {
    if (path === "" || link) continue;
    const found = installed[path];
    if (!found && optional) continue;
    if (found?.version !== version || !existsSync(join(root, path, "package.json"))) return path;
  }
  return null;
}

function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8")).packages ?? null;
  } catch {
    return null;
  }
}

/** Throws what npm said when it fails, unless that contains `accept`: then true. */
async function npm(args, { root, lock, title, accept }) {
  const startedAt = performance.now();
  process.stderr.write(`${title}…`);
  const { code, signal, output } = await capture(args, { root, lock });
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  process.stderr.write(code === 0 ? ` ${seconds} s\n` : "\n");
  if (code === 0) return false;
  if (accept && output.includes(accept)) return true;
  if (signal) throw new Error("Stopped while npm was installing; the next start goes on from there.");
  throw new Error(`npm ${args[0]} failed, so nothing was started. npm said:\n${errorsOf(output)}`);
}

function errorsOf(output) {
  const lines = output.split("\n").filter((line) => line.trim() !== "" && !line.startsWith("npm warn"));
  return lines.slice(0, outputLinesMax).join("\n");
}

/** npm runs on the machine's own Node (the one in node_modules is about to be replaced), in a group that stops as one. */
function capture(args, { root, lock }) {
  const path = (process.env.PATH ?? "")
    .split(delimiter)
    .filter((folder) => !folder.startsWith(join(root, "node_modules")));
  const child = spawn("npm", args, {
    cwd: root,
    env: { ...process.env, PATH: path.join(delimiter) },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  if (child.pid) lock.nameWorker(child.pid);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
  // npm answers SIGTERM with half a minute of rolling back; the next start repairs what is left.
  const stop = () => process.kill(-child.pid, "SIGKILL");
  for (const signal of stopSignals) process.once(signal, stop);
  return new Promise((resolve) => {
    child.once("error", (error) => resolve({ code: 1, signal: null, output: error.message }));
    child.once("close", (code, signal) => resolve({ code, signal, output }));
  }).finally(() => {
    for (const signal of stopSignals) process.off(signal, stop);
  });
}
