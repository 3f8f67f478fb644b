import { clsx } from "clsx";
import { endpointName } from "#components/endpoint/endpoint-name.ts";
import { formatPercent } from "#components/format/percent.ts";
import { STATES } from "#components/state/state.ts";
import { TONE_CLASS } from "#components/state/tone.ts";
import { isTroubled, type Shown } from "./order.ts";

/**
 * One of many: its colour and shape from afar; its name and success rate for who steps closer. So small that no name
 * fits, it keeps its colour, and its shape where somebody should look.
 */
export function WallCell({ endpoint, isDense }: { endpoint: Shown; isDense: boolean }) {
  const { word, icon: Icon, tone } = STATES[endpoint.shown];
  const isFailing = endpoint.shown === "failing";
  const name = endpointName(endpoint);
  if (isDense) {
    return (
      <li className="min-h-0 min-w-0 [container-type:size]" data-state={endpoint.shown} title={`${name}: ${word}`}>
        <div
          className={clsx(
            "grid size-full place-items-center rounded-sm border",
            isFailing ? "border-transparent bg-bad-fill text-on-solid" : TONE_CLASS[tone],
          )}
        >
          {isTroubled(endpoint) ? (
            <Icon aria-hidden="true" className="size-[min(64cqh,64cqw)]" strokeWidth={2.5} />
          ) : null}
          <span className="sr-only">
            {name}: {word}
          </span>
        </div>
      </li>
    );
  }
  return (
    <li className="min-h-0 min-w-0 [container-type:size]" data-state={endpoint.shown} title={`${name}: ${word}`}>
      <div
        className={clsx(
          "flex size-full flex-col justify-center gap-[6cqh] overflow-clip rounded-sm border px-[7cqw] text-[max(0.625rem,min(26cqh,13cqw))] leading-tight",
          isFailing ? "border-transparent bg-bad-fill text-on-solid" : TONE_CLASS[tone],
        )}
      >
        <p className="flex min-w-0 items-center gap-[0.35em] font-medium">
          <Icon aria-hidden="true" className="size-[1em] shrink-0" strokeWidth={2.5} />
          <span className="sr-only">{word}</span>
          <span className="truncate">{name}</span>
        </p>
        <p className="truncate tabular-nums opacity-90">{formatPercent(endpoint.successRate24h)}</p>
      </div>
    </li>
  );
}
