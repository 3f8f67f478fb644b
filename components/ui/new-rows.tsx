import { ArrowUp } from "lucide-react";
import { formatNumber } from "#components/format/number.ts";

/** `hasMore`: there are more new rows than were counted. */
type NewRowsProps = { count: number; hasMore?: boolean; onShow: () => void };

/** "12 new" above a live list: what is read stays put until this is pressed. Place it right before the `Table`. */
export function NewRows({ count, hasMore = false, onShow }: NewRowsProps) {
  return (
    <div role="status" className="sticky top-[calc(var(--sticky-top)+1.25rem)] z-15 h-0 print:hidden">
      {count === 0 ? null : (
        <button
          type="button"
          onClick={onShow}
          className="-translate-x-1/2 -translate-y-3/4 absolute left-1/2 flex h-6 items-center gap-1 rounded-full bg-accent-solid px-2.5 font-medium text-on-solid text-xs shadow-popup tabular-nums hover:bg-accent-solid-hover"
        >
          <ArrowUp aria-hidden="true" className="size-3" />
          {formatNumber(count)}
          {hasMore ? "+" : ""} new
        </button>
      )}
    </div>
  );
}
