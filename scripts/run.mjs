// Every npm script starts here, on whatever Node the machine has: `node scripts/run.mjs <script> [arguments]`.
// It installs what is missing and hands over to scripts/<script>.ts (or, where it names a folder, to that path from the
// root) on the Node that npm installed.
import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { install } from "./install.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const nodeMajorMin = 24;
const parentPollMs = 500;
const [script = "", ...args] = process.argv.slice(2);

async function main() {
  if (major(process.version) < 20) throw new Error(`Posthouse needs Node 20 or later, and this is ${process.version}.`);
  const path = `${script.includes("/") ? "" : "scripts/"}${script}.ts`;
  const file = join(root, path);
  if (!existsSync(file)) throw new Error(`There is no ${path}.`);
  process.chdir(root);
  await install(root, () => suitableNode() !== null);
  const node = suitableNode();
  if (node === null)
    throw new Error(`Node ${nodeMajorMin} did not install. Install it by hand, or allow npm to run install scripts.`);
  if (node !== process.execPath) return await runOn(node, file);
  process.argv = [node, file, ...args];
  await import(file);
}

/** This process's own program when it is new enough, else the one in node_modules when it runs. */
function suitableNode() {
  if (major(process.version) >= nodeMajorMin) return process.execPath;
  const installed = join(root, "node_modules", "node", "bin", "node");
  const asked = spawnSync(installed, ["--version"], { encoding: "utf8", timeout: 30_000 });
  return asked.status === 0 && major(asked.stdout) >= nodeMajorMin ? installed : null;
}

/** Passes signals on and the exit code back. A terminal's Ctrl-C reaches the child without us. */
async function runOn(node, file) {
  const child = spawn(node, [file, ...args], { stdio: "inherit" });
  process.on("SIGINT", () => process.stdin.isTTY || child.kill("SIGINT"));
  for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  const npm = process.ppid;
  const watch = setInterval(() => process.ppid === npm || child.kill("SIGTERM"), parentPollMs);
  process.exitCode = await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => resolve(code ?? 1));
  });
  clearInterval(watch);
}

function major(version) {
  return Number.parseInt(version.replace(/^v/, ""), 10);
}

main().catch((error) => {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
});
