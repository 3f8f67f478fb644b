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
