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
