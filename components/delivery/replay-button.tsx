"use client";

import { useQueryClient } from "@tanstack/react-query";
import { RotateCcw } from "lucide-react";
import { useState, useTransition } from "react";
import { usePlace } from "#components/place/place-context.tsx";
import { type Action, runAction } from "#components/query/run-action.ts";
import { AlertDialog } from "#components/ui/alert-dialog.tsx";
import { Button, type ButtonVariant } from "#components/ui/button.tsx";
import { toast } from "#components/ui/toast.ts";
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
  const queryClient = useQueryClient();
  const [isAsking, setIsAsking] = useState(false);
  const [isPending, start] = useTransition();
  const send = (force: boolean) =>
    start(async () => {
      const result = await runAction(replay(place, { id, force }));
      setIsAsking(false);
      if (!result.ok) {
        toast.error("It was not replayed", { description: result.refusal.detail });
        return;
      }
      void queryClient.invalidateQueries({ queryKey: ["deliveries"] });
      onReplayed(result.value.id);
    });
  const button = (
    <Button
      variant={variant}
      icon={<RotateCcw />}
      isPending={isPending}
      pendingLabel="Replaying…"
      disabled={rule.kind === "no"}
      focusableWhenDisabled
      onClick={() => (rule.kind === "ask" ? setIsAsking(true) : send(false))}
    >
      Replay
    </Button>
  );
  return (
    <>
      {rule.kind === "no" ? <Tooltip content={rule.because}>{button}</Tooltip> : button}
      <AlertDialog
        open={isAsking}
        onOpenChange={setIsAsking}
        isDanger={false}
        title="Replay a delivery that arrived?"
        consequence="The receiver has accepted this event and gets it once more, with the same webhook-id. One that does not look for repeats will act on it twice."
        confirmLabel="Replay it"
        pendingLabel="Replaying…"
        isPending={isPending}
        onConfirm={() => send(true)}
      />
    </>
  );
}
