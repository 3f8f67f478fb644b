// Loaded before a launched program (see launch.ts). The channel to the parent closes when the parent ends, even by
// SIGKILL: then the program is asked to stop, and stopped.
const graceMs = 25_000;

if (process.channel && process.env.POSTHOUSE_PARENT === String(process.ppid)) {
  process.once("disconnect", () => {
    signalOwnGroup("SIGTERM");
    setTimeout(() => signalOwnGroup("SIGKILL"), graceMs).unref();
  });
  process.channel.unref();
}

function signalOwnGroup(signal: NodeJS.Signals): void {
  process.kill(-process.pid, signal);
}
