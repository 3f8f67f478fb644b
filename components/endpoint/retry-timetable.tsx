import { useNow } from "#components/time/clock.tsx";
import { MomentText } from "#components/time/time.tsx";
import { spanWords } from "./span-words.ts";
import { type TimetableRow, timetable } from "./timetable.ts";

/** When each attempt would happen if the first one failed now; waits in seconds, those that are no numbers end it. */
export function RetryTimetable({ schedule }: { schedule: readonly number[] }) {
  const firstBad = schedule.findIndex((wait) => !(wait > 0));
  const rows = timetable(firstBad === -1 ? schedule : schedule.slice(0, firstBad));
  const now = useNow();
  return (
    <div className="min-w-0 rounded-md border border-line bg-surface">
      <p className="border-line border-b px-3 py-1.5 text-ink-muted text-sm">{summary(rows)}</p>
      <table aria-label="Timetable of attempts" className="w-full text-sm">
        <thead className="sr-only">
          <tr>
            <th scope="col">Attempt</th>
            <th scope="col">Wait before it</th>
            <th scope="col">If the first failed now</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.number}>
              <th scope="row" className="px-3 py-0.5 text-left font-normal text-ink-muted tabular-nums">
                {row.number}
              </th>
              <td className="py-0.5 tabular-nums">
                {row.number === 1 ? "at once" : `after ${spanWords(row.waitSeconds)}`}
              </td>
              <td className="px-3 py-0.5 text-right text-ink-muted">
                {row.number === 1 ? null : <MomentText moment={{ at: now + row.afterSeconds * 1000 }} />}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="border-line border-t px-3 py-1.5 text-ink-faint text-xs">
        Each wait varies by up to a fifth, so that deliveries that failed together do not come back together.
      </p>
    </div>
  );
}

function summary(rows: readonly TimetableRow[]): string {
  const last = rows.at(-1);
  if (last === undefined || rows.length === 1) return "One attempt, no retry";
  return `${rows.length} attempts over ${spanWords(last.afterSeconds)}`;
}
