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
