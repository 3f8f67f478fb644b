const stopSignals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
const parentPollMs = 500;

/**
 * Resolves at the first request to stop: a signal, or the end of the npm that started us (which, when killed, tells
 * nobody). From then on further signals are ignored, because the stopping is bounded and already under way.
 */
export function stopRequest(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of stopSignals) process.on(signal, () => resolve());
    if (process.env.npm_lifecycle_event === undefined) return;
    const parent = process.ppid;
    const watch = setInterval(() => {
      if (process.ppid === parent) return;
      clearInterval(watch);
      resolve();
    }, parentPollMs);
  });
}
