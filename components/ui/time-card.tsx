import { Tooltip } from "@base-ui/react/tooltip";
import { formatExactTime } from "#components/format/exact-time.ts";
import { POPUP_CLASS } from "./popup.ts";

/** One card for every `Time` on the page: a table of 50 rows then has 50 light triggers and one tooltip. */
export function TimeCard() {
  return (
    <Tooltip.Root handle={timeCardHandle}>
      {({ payload }) => (
        <Tooltip.Portal>
          <Tooltip.Positioner sideOffset={6} className="z-50">
            <Tooltip.Popup className={`${POPUP_CLASS} px-3 py-2 text-xs`}>
              {payload === undefined ? null : <Moments at={payload.at} />}
            </Tooltip.Popup>
          </Tooltip.Positioner>
        </Tooltip.Portal>
      )}
    </Tooltip.Root>
  );
}

export const timeCardHandle = Tooltip.createHandle<{ at: number }>();

function Moments({ at }: { at: number }) {
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
