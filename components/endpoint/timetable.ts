/** One attempt of a schedule: the wait before it and the time since the first, in seconds. The first waits for nothing. */
export type TimetableRow = { number: number; waitSeconds: number; afterSeconds: number };

/** When each attempt would happen if all before it failed at once: the first, and one after each wait. */
export function timetable(waitSeconds: readonly number[]): TimetableRow[] {
  const rows: TimetableRow[] = [{ number: 1, waitSeconds: 0, afterSeconds: 0 }];
  let afterSeconds = 0;
  for (const [at, wait] of waitSeconds.entries()) {
    afterSeconds += wait;
    rows.push({ number: at + 2, waitSeconds: wait, afterSeconds });
  }
  return rows;
}
