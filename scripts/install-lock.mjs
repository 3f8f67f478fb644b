import { mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

const refreshMs = 1_000;
const staleAfterMs = 10_000;
const waitMs = 900_000;
const pollMs = 250;

/**
 * Two commands on a fresh clone must not install into the same folder at once, nor beside the npm that a killed command
 * left behind. The lock names both processes: its holder's, and the worker's that does the installing.
 */
export async function takeInstallLock(path) {
  mkdirSync(dirname(path), { recursive: true });
  const giveUpAt = Date.now() + waitMs;
  let hasSaidSo = false;
  while (!create(path)) {
    if (Date.now() > giveUpAt)
      throw new Error(`Another command has been installing packages for too long. If none is, remove ${path}.`);
    if (isHeld(path)) {
      if (!hasSaidSo) process.stderr.write("Waiting for another command that is installing packages…\n");
      hasSaidSo = true;
      await delay(pollMs);
    } else rmSync(path, { force: true });
  }
  const refresh = setInterval(() => utimesSync(path, new Date(), new Date()), refreshMs);
  return {
    nameWorker: (pid) => writeFileSync(path, `${process.pid}\n${pid}\n`),
    release: () => {
      clearInterval(refresh);
      rmSync(path, { force: true });
    },
  };
}

function create(path) {
  try {
    writeFileSync(path, `${process.pid}\n`, { flag: "wx" });
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw new Error(
      `${dirname(path)} can't be written (${error.code}): start Posthouse as a user who may write there.`,
    );
  }
}

function isHeld(path) {
  try {
    const [holder, worker] = readFileSync(path, "utf8").split("\n").map(Number);
    if (Date.now() - statSync(path).mtimeMs < staleAfterMs && isAlive(holder)) return true;
    return isAlive(worker) && isNpm(worker);
  } catch {
    return false;
  }
}

function isAlive(pid) {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch (error) {
    return error.code === "EPERM";
  }
}

/** Where the system tells (Linux), so that another program that got the same number is not waited for. */
function isNpm(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("npm");
  } catch {
    return process.platform !== "linux";
  }
}
