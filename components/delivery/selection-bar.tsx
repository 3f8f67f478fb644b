import { RotateCcw, X } from "lucide-react";
import { formatNumber } from "#components/format/number.ts";
import { Button } from "#components/ui/button.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";

/** What can be done with the chosen rows; at the foot of the window, so that it is there wherever the list is. */
export function SelectionBar(props: { count: number; onReplay: () => void; onClear: () => void }) {
  if (props.count === 0) return null;
  return (
    <section
      aria-label="Selected deliveries"
      className="sticky bottom-4 z-20 mx-auto flex w-fit items-center gap-3 rounded-lg border border-line-strong bg-raised py-1.5 pr-1.5 pl-4 shadow-popup print:hidden"
    >
      <p role="status" className="text-sm tabular-nums">
        <strong className="font-medium">{formatNumber(props.count)}</strong> selected
      </p>
      <Button size="sm" variant="primary" icon={<RotateCcw />} onClick={props.onReplay}>
        Replay
      </Button>
      <IconButton size="sm" label="Clear the selection" icon={<X />} onClick={props.onClear} />
    </section>
  );
}
