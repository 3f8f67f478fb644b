"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import type { ReplayAction } from "#components/delivery/replay-button.tsx";
import { SelectionBar } from "#components/delivery/selection-bar.tsx";
import type { Selection } from "#components/list/use-selection.ts";
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
