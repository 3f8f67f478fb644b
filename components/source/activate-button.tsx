import { Ban, Power } from "lucide-react";
import { ConfirmOperation } from "#components/form/confirm-operation.tsx";
import { useOperation } from "#components/form/use-operation.ts";
import { usePlace } from "#components/place/place-context.tsx";
import { Button } from "#components/ui/button.tsx";
import type { Source } from "#domain/source/schema.ts";
import { SOURCE_NOUNS, type SourceActions } from "./actions.ts";

/** Closes a source's URL for a while, or opens it again. Closing asks first. */
export function ActivateButton(props: { source: Pick<Source, "id" | "active">; update: SourceActions["update"] }) {
  const { id, active: isActive } = props.source;
  const place = usePlace();
  const change = useOperation((active: boolean) => props.update(place, { id, active }), {
    failed: isActive ? "It was not deactivated" : "It was not activated",
    refetch: SOURCE_NOUNS,
    answers: ["source", place, id],
  });
  if (!isActive) {
    return (
      <Button
        icon={<Power />}
        isPending={change.isPending}
        pendingLabel="Activating…"
        onClick={() => void change.run(true)}
      >
        Activate
      </Button>
    );
  }
  return (
    <ConfirmOperation
      operation={change}
      input={false}
      trigger={{ icon: <Ban />, children: "Deactivate" }}
      title="Deactivate this source?"
      consequence="Its URL answers 410 Gone within a second, and nothing that arrives is kept: many providers then stop sending. URL and secret stay, so you can activate it again."
      confirmLabel="Deactivate source"
      pendingLabel="Deactivating…"
    />
  );
}
