"use client";

import { RotateCcw } from "lucide-react";
import { ConfirmOperation } from "#components/form/confirm-operation.tsx";
import { useOperation } from "#components/form/use-operation.ts";
import { usePlace } from "#components/place/place-context.tsx";
import type { Action } from "#components/query/call-action.ts";
import { Button, type ButtonVariant } from "#components/ui/button.tsx";
import { Tooltip } from "#components/ui/tooltip.tsx";
import type { Delivery } from "#domain/delivery/schema.ts";
import type { ReplayRule } from "./replay-rule.ts";

/** The server action that replays; refusals come back as sentences. */
export type ReplayAction = Action<{ id: string; force?: boolean }, Delivery>;

export type ReplayButtonProps = {
  id: string;
  rule: ReplayRule;
  replay: ReplayAction;
  /** Called with the id of the new delivery. */
  onReplayed: (id: string) => void;
  variant?: ButtonVariant;
};

/** Sends the event again as a new delivery. One that arrived before is asked about first. */
export function ReplayButton({ id, rule, replay, onReplayed, variant = "primary" }: ReplayButtonProps) {
  const place = usePlace();
  const operation = useOperation((force: boolean) => replay(place, { id, force }), {
    failed: "It was not replayed",
    refetch: ["deliveries"],
    onDone: (made) => onReplayed(made.id),
  });
  const button = (
    <Button
      variant={variant}
      icon={<RotateCcw />}
      isPending={operation.isPending}
      pendingLabel="Replaying…"
      disabled={rule.kind === "no"}
      focusableWhenDisabled
      onClick={() => (rule.kind === "free" ? void operation.run(false) : undefined)}
    >
      Replay
    </Button>
  );
  if (rule.kind === "free") return button;
  if (rule.kind === "no") return <Tooltip content={rule.because}>{button}</Tooltip>;
  return (
    <ConfirmOperation
      operation={operation}
      input={true}
      trigger={button}
      isDanger={false}
      title="Replay a delivery that arrived?"
      consequence="The receiver has accepted this event and gets it once more, with the same webhook-id. One that does not look for repeats will act on it twice."
      confirmLabel="Replay it"
      pendingLabel="Replaying…"
    />
  );
}
