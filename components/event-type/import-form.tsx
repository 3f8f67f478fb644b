"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { placeHref } from "#components/place/place.ts";
import { usePlace } from "#components/place/place-context.tsx";
import { runAction } from "#components/query/run-action.ts";
import { Button } from "#components/ui/button.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { Card } from "#components/ui/card.tsx";
import { Field } from "#components/ui/field.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { toast } from "#components/ui/toast.ts";
import type { ImportAction, PreviewAction } from "./actions.ts";
import { ImportFaults } from "./import-faults.tsx";
import { ImportPreview } from "./import-preview.tsx";
import { countWords } from "./import-words.ts";
import { type ListFault, type ListRow, parseList } from "./parse-list.ts";
import type { Previewed } from "./previewed.ts";

/** Takes a pasted list, shows what it would do, and does it once it is without faults. */
export function ImportForm({ preview, importList }: { preview: PreviewAction; importList: ImportAction }) {
  const place = usePlace();
  const router = useRouter();
  const queryClient = useQueryClient();
  const [text, setText] = useState("");
  const [faults, setFaults] = useState<readonly ListFault[]>([]);
  const [previewed, setPreviewed] = useState<Previewed | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isPending, start] = useTransition();
  const edit = (next: string) => {
    setText(next);
    setPreviewed(null);
  };
  const refuse = (rows: readonly ListRow[], { detail, issues }: { detail: string; issues: Issues }) => {
    setFaults(faultsOf(rows, issues));
    setRefusal(issues.length === 0 ? detail : null);
    setPreviewed(null);
  };
  const look = () => {
    const { rows, faults: found } = parseList(text);
    setFaults(found);
    setRefusal(null);
    setPreviewed(null);
    if (found.length > 0) return;
    if (rows.length === 0) return setRefusal("Paste at least one event type.");
    start(async () => {
      const outcome = await runAction(preview(place, { eventTypes: rows.map(({ input }) => input) }));
      if (outcome.ok) setPreviewed({ rows, effects: outcome.value.data });
      else refuse(rows, outcome.refusal);
    });
  };
  const save = ({ rows }: Previewed) =>
    start(async () => {
      const outcome = await runAction(importList(place, { eventTypes: rows.map(({ input }) => input) }));
      if (!outcome.ok) return refuse(rows, outcome.refusal);
      const stale = ["event-types", "event-type", "audit"];
      await Promise.all(stale.map((noun) => queryClient.invalidateQueries({ queryKey: [noun] })));
      toast.success("The list is imported", { description: countWords(outcome.value) });
      router.push(placeHref(place, "event-types"));
    });
  return (
    <div className="grid gap-4">
      <Card title="The list">
        <form
          noValidate
          className="grid gap-3"
          onSubmit={(event) => {
            event.preventDefault();
            look();
          }}
        >
          <Field
            label="Event types"
            hint="One name a line with its description behind it; or JSON: an array, or one object a line, with name, description, schema and example."
          >
            <Textarea
              isMono
              rows={10}
              className="min-h-48"
              spellCheck={false}
              placeholder={PLACEHOLDER}
              value={text}
              onChange={(event) => edit(event.currentTarget.value)}
            />
          </Field>
          <div className="flex justify-end gap-2">
            <ButtonLink href={placeHref(place, "event-types")}>Cancel</ButtonLink>
            <Button
              type="submit"
              variant={previewed === null ? "primary" : "secondary"}
              isPending={isPending && previewed === null}
              pendingLabel="Checking…"
            >
              Preview
            </Button>
          </div>
        </form>
      </Card>
      {refusal === null ? null : (
        <Notice tone="bad" title="Nothing was imported">
          {refusal}
        </Notice>
      )}
      <ImportFaults faults={faults} />
      {previewed === null ? null : (
        <ImportPreview previewed={previewed} isPending={isPending} onImport={() => save(previewed)} />
      )}
    </div>
  );
}

type Issues = readonly { path: string; message: string }[];

/** The server counts the rows; the reader counts lines. */
function faultsOf(rows: readonly ListRow[], issues: Issues): ListFault[] {
  return issues.map(({ path, message }) => {
    const [, at = "", field = ""] = /^eventTypes\.(\d+)\.?(.*)$/.exec(path) ?? [];
    return { at: rows[Number(at)]?.at ?? "", message: field === "" ? message : `${field}: ${message}` };
  });
}

const PLACEHOLDER = `order.paid      An order was paid
order.refunded  Money went back to the buyer
{"name":"order.sent","schema":{"type":"object"},"example":{"data":{}}}`;
