import { ArrowUp } from "lucide-react";
import { formatNumber } from "#components/format/number.ts";

/** "12 new" above a live list: what is being read stays where it is until this is pressed. */
export function NewRows({ count, onShow }: { count: number; onShow: () => void }) {
  return (
    <div role="status" className="pointer-events-none sticky top-(--sticky-top) z-15 -mb-8 grid h-8 place-items-center">
      {count === 0 ? null : (
        <button
          type="button"
          onClick={onShow}
          className="pointer-events-auto flex h-6 items-center gap-1 rounded-full bg-accent-solid px-2.5 font-medium text-on-solid text-xs shadow-popup tabular-nums hover:bg-accent-solid-hover"
        >
          <ArrowUp aria-hidden="true" className="size-3" />
          {formatNumber(count)} new
        </button>
      )}
    </div>
  );
}
