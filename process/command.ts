const verboseLevels = ["debug", "trace"];

/**
 * Runs a script: what it throws is said as a sentence (with its stack when LOG_LEVEL is debug or trace) and ends it with
 * exit code 1. Leaves at the end whatever timer or socket is still open.
 */
export async function main(run: () => Promise<number | undefined>): Promise<void> {
  try {
    process.exit((await run()) ?? 0);
  } catch (error) {
    process.stderr.write(`${sentence(error)}\n`);
    process.exit(1);
  }
}

function sentence(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return verboseLevels.includes(process.env.LOG_LEVEL ?? "") ? (error.stack ?? error.message) : error.message;
}

let isLineOpen = false;

/** Writes one line to the person who started this. */
export function say(line: string): void {
  process.stdout.write(`${isLineOpen ? "\n" : ""}${line}\n`);
  isLineOpen = false;
}

/** Says what begins, and when it is done how long it took. */
export async function step<T>(title: string, work: () => Promise<T>): Promise<T> {
  const startedAt = performance.now();
  process.stdout.write(`${title}…`);
  isLineOpen = true;
  try {
    const result = await work();
    const took = seconds(startedAt);
    process.stdout.write(isLineOpen ? ` ${took}\n` : `${title}: ${took}\n`);
    return result;
  } catch (error) {
    if (isLineOpen) process.stdout.write("\n");
    throw error;
  } finally {
    isLineOpen = false;
  }
}

export function seconds(startedAt: number): string {
  return `${((performance.now() - startedAt) / 1000).toFixed(1)} s`;
}

const stopSignals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
const parentPollMs = 500;

/**
 * Aborts at the first request to stop: a signal, or the end of the npm that started us (which, when killed, tells
 * nobody). Further signals are ignored, because the stopping is bounded and already under way.
 */
export function stopRequest(): AbortSignal {
  const request = new AbortController();
  for (const signal of stopSignals) process.on(signal, () => request.abort());
  if (process.env.npm_lifecycle_event !== undefined) watchParent(request);
  return request.signal;
}

function watchParent(request: AbortController): void {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    request.abort();
  }, parentPollMs);
  watch.unref();
}
