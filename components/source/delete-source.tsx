import { useQueryClient } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { placeHref } from "#components/place/place.ts";
import { usePlace } from "#components/place/place-context.tsx";
import { runAction } from "#components/query/run-action.ts";
import { AlertDialog } from "#components/ui/alert-dialog.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { toast } from "#components/ui/toast.ts";
import type { Source } from "#domain/source/schema.ts";
import { sourceName } from "#domain/source/words.ts";
import type { SourceActions } from "./actions.ts";

/** Removes a source's URL and secrets for good; says what is lost and what stays. */
export function DeleteSource({ source, remove }: { source: Source; remove: SourceActions["remove"] }) {
  const place = usePlace();
  const router = useRouter();
  const queryClient = useQueryClient();
  const [isOpen, setIsOpen] = useState(false);
  const [typed, setTyped] = useState("");
  const [isPending, start] = useTransition();
  const name = sourceName(source);
  const change = (open: boolean) => {
    setIsOpen(open);
    setTyped("");
  };
  const confirm = () =>
    start(async () => {
      const outcome = await runAction(remove(place, { id: source.id }));
      if (!outcome.ok) {
        toast.error("It was not deleted", { description: outcome.refusal.detail });
        return;
      }
      router.replace(placeHref(place, "sources"));
      await Promise.all(["sources", "audit"].map((noun) => queryClient.invalidateQueries({ queryKey: [noun] })));
    });
  return (
    <Card title="Delete this source">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="min-w-0 flex-1 basis-72 text-ink-muted">
          Its URL, its secrets and its list of refused requests are removed for good. The events it brought stay.
        </p>
        <AlertDialog
          trigger={<Button icon={<Trash2 />}>Delete source…</Button>}
          open={isOpen}
          onOpenChange={change}
          title={`Delete ${name}?`}
          consequence="Its URL answers 404 within a second, and whatever is sent there is lost. A new source has another URL and another secret. This cannot be undone."
          confirmLabel="Delete source"
          pendingLabel="Deleting…"
          isPending={isPending}
          isConfirmDisabled={typed.trim() !== name}
          onConfirm={confirm}
        >
          <div className="pt-2">
            <Field label={`Type ${name} to confirm`}>
              <Input value={typed} onValueChange={setTyped} autoComplete="off" spellCheck={false} />
            </Field>
          </div>
        </AlertDialog>
      </div>
    </Card>
  );
}
