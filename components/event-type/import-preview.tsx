import { formatNumber } from "#components/format/number.ts";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import { type Column, column, DataTable } from "#components/ui/table.tsx";
import type { PreviewedEventType } from "#domain/event-type/schema.ts";
import { countWords, listWords } from "./import-words.ts";
import type { ListRow } from "./parse-list.ts";

/** What importing would do, row by row; above all what it would empty. */
export function ImportPreview(props: {
  rows: readonly ListRow[];
  /** Of each row, in the same order. */
  effects: readonly PreviewedEventType[];
  isPending: boolean;
  onImport: () => void;
}) {
  const { rows, effects } = props;
  const counts = {
    created: effects.filter(({ effect }) => effect === "created").length,
    updated: effects.filter(({ effect }) => effect === "updated" || effect === "restored").length,
    unchanged: effects.filter(({ effect }) => effect === "unchanged").length,
  };
  const isIdle = counts.unchanged === effects.length;
  const rowOf = new Map(effects.map((effect, at) => [effect, rows[at]]));
  const columns: readonly Column<PreviewedEventType>[] = [
    column(
      "Where",
      { size: "w-24 max-sm:hidden", look: "text-ink-muted tabular-nums" },
      (effect) => rowOf.get(effect)?.at,
    ),
    column("Name", { look: "truncate font-mono text-xs" }, ({ name }) => name),
    column("Description", { size: "max-md:hidden", look: "truncate text-ink-muted" }, (effect) => (
      <ForeignText text={rowOf.get(effect)?.input.description ?? ""} />
    )),
    column("What happens", { size: "w-56 max-sm:w-40", look: "whitespace-normal!" }, (effect) => (
      <Effect effect={effect} />
    )),
  ];
  return (
    <Card
      title="What it would do"
      description={`${countWords(counts)}. Those that the list does not name stay as they are.`}
      actions={
        <Button
          variant="primary"
          isPending={props.isPending}
          pendingLabel="Importing…"
          disabled={isIdle}
          onClick={props.onImport}
        >
          {isIdle ? "Nothing to import" : `Import ${formatNumber(counts.created + counts.updated)}`}
        </Button>
      }
      isFlush
    >
      <DataTable
        label="What the import would do"
        isFramed={false}
        isFixed
        rows={effects}
        columns={columns}
        keyOf={({ name }) => name}
      />
    </Card>
  );
}

function Effect({ effect }: { effect: PreviewedEventType }) {
  const emptied = effect.emptied.length === 0 ? null : `empties ${listWords(effect.emptied)}`;
  switch (effect.effect) {
    case "created":
      return <Badge tone="ok">New</Badge>;
    case "unchanged":
      return <span className="text-ink-faint">stays as it is</span>;
    case "restored":
    case "updated":
      return (
        <span className="flex flex-wrap items-center gap-1.5">
          <Badge tone="busy">{effect.effect === "updated" ? "Replaced" : "Brought back"}</Badge>
          {emptied === null ? null : <span className="text-warn">{emptied}</span>}
        </span>
      );
  }
}
