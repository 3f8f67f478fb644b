import { formatNumber } from "#components/format/number.ts";
import { Notice } from "#components/ui/notice.tsx";
import type { ListFault } from "./parse-list.ts";

/** What is wrong with a pasted list, and where. */
export function ImportFaults({ faults }: { faults: readonly ListFault[] }) {
  if (faults.length === 0) return null;
  const shown = faults.slice(0, SHOWN_MAX);
  return (
    <Notice tone="bad" title="Correct the list; nothing was imported.">
      <ul className="grid gap-0.5">
        {shown.map(({ at, message }) => (
          <li key={`${at} ${message}`}>
            {at === "" ? null : <span className="font-medium text-ink tabular-nums">{at}: </span>}
            {message}
          </li>
        ))}
        {faults.length > shown.length ? <li>And {formatNumber(faults.length - shown.length)} more.</li> : null}
      </ul>
    </Notice>
  );
}

const SHOWN_MAX = 30;
