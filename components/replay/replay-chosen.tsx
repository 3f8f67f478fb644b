"use client";

import { RotateCcw, X } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import type { ReplayAction } from "#components/delivery/replay-button.tsx";
import { formatNumber } from "#components/format/number.ts";
import type { Selection } from "#components/list/use-selection.ts";
import { Button } from "#components/ui/button.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import type { Delivery } from "#domain/delivery/schema.ts";

type Row = Pick<Delivery, "id" | "status">;

/** The bar of the chosen rows, and the dialog that replays them. */
export function ReplayChosen(props: { rows: readonly Row[]; selection: Selection; replay: ReplayAction }) {
  const { rows, selection, replay } = props;
  const [chosen, setChosen] = useState<readonly Row[] | null>(null);
  const selected = rows.filter(({ id }) => selection.ids.has(id));
  return (
    <>
      <SelectionBar count={selected.length} onReplay={() => setChosen(selected)} onClear={selection.clear} />
      {chosen === null ? null : (
        <ReplaySelected rows={chosen} replay={replay} onDone={selection.clear} onClose={() => setChosen(null)} />
      )}
    </>
  );
}

const ReplaySelected = dynamic(() => import("./replay-selected.tsx").then((module) => module.ReplaySelected), {
  ssr: false,
});

/** What can be done with the chosen rows; at the foot of the window, so that it is there wherever the list is. */
function SelectionBar(props: { count: number; onReplay: () => void; onClear: () => void }) {
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
