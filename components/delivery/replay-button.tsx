"use client";

import { RotateCcw } from "lucide-react";
import { ConfirmOperation } from "#components/form/confirm-operation.tsx";
import { useOperation } from "#components/form/use-operation.ts";
import { usePlace } from "#components/place/place-context.tsx";
import { Tooltip } from "#components/popup/tooltip.tsx";
import type { Action } from "#components/query/call-action.ts";
import { Button } from "#components/ui/button.tsx";
import type { Delivery } from "#domain/delivery/schema.ts";
import type { ReplayRule } from "./replay-rule.ts";

/** The server action that replays; refusals come back as sentences. */
export type ReplayAction = Action<{ id: string; force?: boolean }, Delivery>;

export type ReplayButtonProps = {
  id: string;
  rule: ReplayRule;
  replay: ReplayAction;
  onReplayed: (id: string) => void;
};

/** Sends the event again as a new delivery. One that arrived before is asked about first. */
export function ReplayButton({ id, rule, replay, onReplayed }: ReplayButtonProps) {
  const place = usePlace();
  const operation = useOperation((force: boolean) => replay(place, { id, force }), {
    failed: "It was not replayed",
    refetch: ["deliveries"],
    onDone: (made) => onReplayed(made.id),
  });
  const face = {
    variant: "primary" as const,
    icon: <RotateCcw />,
    isPending: operation.isPending,
    pendingLabel: "Replaying…",
    focusableWhenDisabled: true,
    children: "Replay",
  };
  if (rule.kind === "free") return <Button {...face} onClick={() => void operation.run(false)} />;
  if (rule.kind === "no")
    return (
      <Tooltip content={rule.because}>
        <Button {...face} disabled />
      </Tooltip>
    );
  return (
    <ConfirmOperation
      operation={operation}
      input={true}
      trigger={face}
      isDanger={false}
      title="Replay a delivery that arrived?"
      consequence="The receiver has accepted this event and gets it once more, with the same webhook-id. One that does not look for repeats will act on it twice."
      confirmLabel="Replay it"
      pendingLabel="Replaying…"
    />
  );
}
