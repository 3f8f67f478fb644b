import { formatExactTime } from "#components/format/exact-time.ts";

/** A moment in the reader's zone, in UTC and in unix seconds; `at` in ms since 1970. */
export function Moments({ at }: { at: number }) {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const rows = [
    { label: zone === "UTC" ? "Local" : zone, value: formatExactTime(at) },
    { label: "UTC", value: formatExactTime(at, "UTC") },
    { label: "Unix", value: String(Math.floor(at / 1_000)) },
  ];
  return (
    <dl className="grid grid-cols-[auto_auto] gap-x-3 gap-y-0.5">
      {rows.map((row) => (
        <div key={row.label} className="contents">
          <dt className="text-ink-faint">{row.label}</dt>
          <dd className="text-right tabular-nums">{row.value}</dd>
        </div>
      ))}
    </dl>
  );
}
