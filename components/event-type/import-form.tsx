"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { LongTextField } from "#components/form/field.tsx";
import { Form } from "#components/form/form.tsx";
import { type Operation, useOperation } from "#components/form/use-operation.ts";
import { useFormOf } from "#components/form/use-operation-form.ts";
import { formatNumber } from "#components/format/number.ts";
import { placeHref } from "#components/place/place.ts";
import { usePlace } from "#components/place/place-context.tsx";
import { toast } from "#components/popup/toast.tsx";
import type { ApiError } from "#components/query/api-error.ts";
import { Badge } from "#components/ui/badge.tsx";
import { Button, ButtonLink } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import { ErrorNotice, Notice } from "#components/ui/notice.tsx";
import { type Column, column, DataTable } from "#components/ui/table.tsx";
import type { PreviewedEventType } from "#domain/event-type/schema.ts";
import { EVENT_TYPE_NOUNS, type ImportAction, type PreviewAction } from "./actions.ts";
import { type ListFault, type ListRow, parseList } from "./parse-list.ts";

type Pasted = { text: string };

/** A list without faults as it was sent, and what came back: what it would do to each row, or why it was refused. */
type Sent = Pasted & { rows: readonly ListRow[]; effects?: readonly PreviewedEventType[]; refusal?: ApiError | null };

/** Takes a pasted list, shows what it would do, and does it once it is without faults. */
export function ImportForm({ preview, importList }: { preview: PreviewAction; importList: ImportAction }) {
  const place = usePlace();
  const router = useRouter();
  const [sent, setSent] = useState<Sent | null>(null);
  const look = useOperation(({ rows }: Sent) => preview(place, listOf(rows)), {
    onDone: ({ data }, looked) => setSent({ ...looked, effects: data }),
  });
  const save = useOperation(({ rows }: Sent) => importList(place, listOf(rows)), {
    refetch: EVENT_TYPE_NOUNS,
    onDone: (counts) => {
      toast.success("The list is imported", { description: countWords(counts) });
      router.push(placeHref(place, "event-types"));
    },
  });
  const run = async (operation: Operation<Sent>, list: Sent) => {
    const refusal = await operation.run(list);
    if (refusal !== null) setSent({ text: list.text, rows: list.rows, refusal });
    return refusal;
  };
  const form = useFormOf(
    { ...look, run: (list) => run(look, list) },
    {
      values: { text: "" },
      check: ({ text }) => ({ text: listFault(text) }),
      toInput: ({ text }: Pasted): Sent => ({ text, rows: parseList(text).rows }),
      isStep: true,
    },
  );
  const text = form.methods.watch("text");
  const current = sent?.text === text ? sent : null;
  return (
    <div className="grid gap-4">
      <Card title="The list">
        <Form form={form} className="grid gap-3">
          <LongTextField<Pasted>
            name="text"
            label="Event types"
            hint="One name a line with its description behind it; or JSON: an array, or one object a line, with name, description, schema and example."
            isMono
            rows={10}
            height="min-h-48"
            placeholder={PLACEHOLDER}
          />
          <div className="flex justify-end gap-2">
            <ButtonLink href={placeHref(place, "event-types")}>Cancel</ButtonLink>
            <Button
              type="submit"
              variant={current?.effects === undefined ? "primary" : "secondary"}
              isPending={form.isPending}
              pendingLabel="Checking…"
            >
              Preview
            </Button>
          </div>
        </Form>
      </Card>
      {form.methods.formState.errors.text === undefined ? null : <Faults faults={parseList(text).faults} />}
      {current?.refusal ? <Refused refusal={current.refusal} rows={current.rows} /> : null}
      {current?.effects === undefined ? null : (
        <ImportPreview
          rows={current.rows}
          effects={current.effects}
          isPending={save.isPending}
          onImport={() => void run(save, current)}
        />
      )}
    </div>
  );
}

function listOf(rows: readonly ListRow[]) {
  return { eventTypes: rows.map(({ input }) => input) };
}

/** What is said at the list itself; each fault stands below with its place. */
function listFault(text: string): string | null {
  const { rows, faults } = parseList(text);
  if (faults.length > 0) return "Correct the list";
  return rows.length === 0 ? "Paste at least one event type." : null;
}

/** What the server has against it, by the reader's lines: it counts the rows. */
function Refused({ refusal, rows }: { refusal: ApiError; rows: readonly ListRow[] }) {
  if (refusal.issues.length === 0) return <ErrorNotice title="Nothing was imported" error={refusal} />;
  const faults = refusal.issues.map(({ path, message }) => {
    const [, at = "", field = ""] = /^eventTypes\.(\d+)\.?(.*)$/.exec(path) ?? [];
    return { at: rows[Number(at)]?.at ?? "", message: field === "" ? message : `${field}: ${message}` };
  });
  return <Faults faults={faults} />;
}

const FAULTS_SHOWN_MAX = 30;

function Faults({ faults }: { faults: readonly ListFault[] }) {
  if (faults.length === 0) return null;
  const shown = faults.slice(0, FAULTS_SHOWN_MAX);
  return (
    <Notice tone="bad" title="Correct the list; nothing was imported.">
      <ul className="grid gap-0.5">
        {shown.map(({ at, message }) => (
          <li key={`${at} ${message}`}>
            {at === "" ? null : <span className="font-medium text-ink tabular-nums">{at}: </span>}
            {message}
          </li>
        ))}
        {faults.length > shown.length ? <li>And {formatNumber(faults.length - shown.length)} more.</li> : null}
      </ul>
    </Notice>
  );
}

const PLACEHOLDER = `order.paid      An order was paid
order.refunded  Money went back to the buyer
{"name":"order.sent","schema":{"type":"object"},"example":{"data":{}}}`;

function ImportPreview(props: {
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

/** What an import did or would do, in one line: `3 new, 1 changed, 12 as they were`. */
function countWords(counts: { created: number; updated: number; unchanged: number }): string {
  const words = [
    counts.created === 0 ? null : `${formatNumber(counts.created)} new`,
    counts.updated === 0 ? null : `${formatNumber(counts.updated)} changed`,
    counts.unchanged === 0 ? null : `${formatNumber(counts.unchanged)} as they were`,
  ].filter((word) => word !== null);
  return words.length === 0 ? "nothing" : words.join(", ");
}

/** `schema`, `schema and example`, `description, schema and example`. */
function listWords(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
