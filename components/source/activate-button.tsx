import { Ban, Power } from "lucide-react";
import { useState, useTransition } from "react";
import { usePlace } from "#components/place/place-context.tsx";
import { runAction } from "#components/query/run-action.ts";
import { AlertDialog } from "#components/ui/alert-dialog.tsx";
import { Button } from "#components/ui/button.tsx";
import { toast } from "#components/ui/toast.ts";
import type { Source } from "#domain/source/schema.ts";
import type { SourceActions } from "./actions.ts";
import { useRefresh } from "./use-refresh.ts";

/** Closes a source's URL for a while, or opens it again. Closing asks first. */
export function ActivateButton(props: { source: Pick<Source, "id" | "active">; update: SourceActions["update"] }) {
  const { source, update } = props;
  const place = usePlace();
  const refresh = useRefresh(source.id);
  const [isAsking, setIsAsking] = useState(false);
  const [isPending, start] = useTransition();
  const set = (active: boolean) =>
    start(async () => {
      const outcome = await runAction(update(place, { id: source.id, active }));
      setIsAsking(false);
      if (outcome.ok) return refresh(outcome.value);
      toast.error(active ? "It was not activated" : "It was not deactivated", { description: outcome.refusal.detail });
    });
  if (!source.active) {
    return (
      <Button icon={<Power />} isPending={isPending} pendingLabel="Activating…" onClick={() => set(true)}>
        Activate
      </Button>
    );
  }
  return (
    <AlertDialog
      trigger={<Button icon={<Ban />}>Deactivate</Button>}
      open={isAsking}
      onOpenChange={setIsAsking}
      title="Deactivate this source?"
      consequence="Its URL answers 410 Gone within a second, and nothing that arrives is kept: many providers then stop sending. URL and secret stay, so you can activate it again."
      confirmLabel="Deactivate source"
      pendingLabel="Deactivating…"
      isPending={isPending}
      onConfirm={() => set(false)}
    />
  );
}
