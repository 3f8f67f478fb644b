/** A bell: `ring` wakes whoever waits, or the next who would wait. */
export type Bell = { ring: () => void; wait: (timeoutMs: number) => Promise<void> };

export function createBell(): Bell {
  let isRung = false;
  let wake: (() => void) | null = null;
  const ring = () => {
    isRung = true;
    wake?.();
  };
  const wait = (timeoutMs: number) =>
    new Promise<void>((resolve) => {
      const done = () => {
        clearTimeout(timer);
        wake = null;
        isRung = false;
        resolve();
      };
      const timer = setTimeout(done, timeoutMs);
      wake = done;
      if (isRung) done();
    });
  return { ring, wait };
}
