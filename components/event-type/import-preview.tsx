import { formatNumber } from "#components/format/number.ts";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import { Table, TableBody, TableHead, Td, Th, Tr } from "#components/ui/table.tsx";
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
      <Table label="What the import would do" isFramed={false} isFixed>
        <TableHead>
          <Th className="w-24 max-sm:hidden">Where</Th>
          <Th>Name</Th>
          <Th className="max-md:hidden">Description</Th>
          <Th className="w-56 max-sm:w-40">What happens</Th>
        </TableHead>
        <TableBody>
          {effects.map((effect, at) => (
            <Tr key={effect.name}>
              <Td className="text-ink-muted tabular-nums max-sm:hidden">{rows[at]?.at}</Td>
              <Td className="truncate font-mono text-xs">{effect.name}</Td>
              <Td className="truncate text-ink-muted max-md:hidden">
                <ForeignText text={rows[at]?.input.description ?? ""} />
              </Td>
              <Td className="whitespace-normal!">
                <Effect effect={effect} />
              </Td>
            </Tr>
          ))}
        </TableBody>
      </Table>
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
