import { Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ConfirmOperation } from "#components/form/confirm-operation.tsx";
import { useOperation } from "#components/form/use-operation.ts";
import { placeHref } from "#components/place/place.ts";
import { usePlace } from "#components/place/place-context.tsx";
import { Card } from "#components/ui/card.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import type { Source } from "#domain/source/schema.ts";
import { sourceName } from "#domain/source/words.ts";
import type { SourceActions } from "./actions.ts";

/** Removes a source's URL and secrets for good; says what is lost and what stays. */
export function DeleteSource({ source, remove }: { source: Source; remove: SourceActions["remove"] }) {
  const place = usePlace();
  const router = useRouter();
  const [typed, setTyped] = useState("");
  const name = sourceName(source);
  const operation = useOperation(() => remove(place, { id: source.id }), {
    failed: "It was not deleted",
    refetch: ["sources", "audit"],
    onDone: () => router.replace(placeHref(place, "sources")),
  });
  return (
    <Card title="Delete this source">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="min-w-0 flex-1 basis-72 text-ink-muted">
          Its URL, its secrets and its list of refused requests are removed for good. The events it brought stay.
        </p>
        <ConfirmOperation
          operation={operation}
          input={undefined}
          onTurn={() => setTyped("")}
          trigger={{ icon: <Trash2 />, children: "Delete source…" }}
          title={`Delete ${name}?`}
          consequence="Its URL answers 404 within a second, and whatever is sent there is lost. A new source has another URL and another secret. This cannot be undone."
          confirmLabel="Delete source"
          pendingLabel="Deleting…"
          isConfirmDisabled={typed.trim() !== name}
        >
          <div className="pt-2">
            <Field label={`Type ${name} to confirm`}>
              <Input value={typed} onValueChange={setTyped} autoComplete="off" spellCheck={false} />
            </Field>
          </div>
        </ConfirmOperation>
      </div>
    </Card>
  );
}
