"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import type { ReplayAction } from "#components/delivery/replay-button.tsx";
import { useOperation } from "#components/form/use-operation.ts";
import { formatNumber } from "#components/format/number.ts";
import { usePlace } from "#components/place/place-context.tsx";
import { Dialog, DialogClose } from "#components/popup/popup.tsx";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Field } from "#components/ui/field.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { Delivery } from "#domain/delivery/schema.ts";
import { ProgressBar } from "./progress-bar.tsx";
import { countRefusals, type SelectedPlan, selectedPlan } from "./selected-plan.ts";

export type ReplaySelectedProps = {
  rows: readonly Pick<Delivery, "id" | "status">[];
  replay: ReplayAction;
  onClose: () => void;
  /** Called once all that were chosen have been gone through. */
  onDone: () => void;
};

/** Replays the chosen rows one by one: says before what can be, then how far it is, then what was refused and why. */
export function ReplaySelected({ rows, replay, onClose, onDone }: ReplaySelectedProps) {
  const [plan] = useState(() => selectedPlan(rows));
  const [withArrived, setWithArrived] = useState(false);
  const { progress, run, stop } = useReplayEach(replay);
  const count = plan.free.length + (withArrived ? plan.arrived.length : 0);
  const submit = () => {
    const free = plan.free.map(({ id }) => ({ id, force: false }));
    const arrived = withArrived ? plan.arrived.map(({ id }) => ({ id, force: true })) : [];
    void run([...free, ...arrived]).then(onDone);
  };
  return (
    <Dialog
      open
      size="sm"
      isDismissible={progress?.isRunning !== true}
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      title={progress === null ? "Replay the selected deliveries" : "Replaying the selected deliveries"}
      footer={
        progress === null ? (
          <>
            <DialogClose>Cancel</DialogClose>
            <Button variant="primary" disabled={count === 0} onClick={submit}>
              {count === 0 ? "Replay" : `Replay ${formatNumber(count)}`}
            </Button>
          </>
        ) : progress.isRunning ? (
          <Button onClick={stop}>Stop</Button>
        ) : (
          <Button variant="primary" onClick={onClose}>
            Done
          </Button>
        )
      }
    >
      {progress === null ? (
        <Plan plan={plan} withArrived={withArrived} onWithArrived={setWithArrived} />
      ) : (
        <Progress progress={progress} />
      )}
    </Dialog>
  );
}

function Plan(props: { plan: SelectedPlan; withArrived: boolean; onWithArrived: (isOn: boolean) => void }) {
  const { free, arrived, unfit } = props.plan;
  return (
    <div className="grid gap-3">
      <p>
        {free.length === 0
          ? "None of these has failed."
          : `${deliveries(free.length)} failed. Each goes to its endpoint’s current address as a new delivery with the same webhook-id.`}
      </p>
      {arrived.length === 0 ? null : (
        <Field
          label={`Also send the ${formatNumber(arrived.length)} that arrived`}
          hint="Their receivers get the event once more. One that does not look for repeats acts on it twice."
          layout="beside"
        >
          <Checkbox checked={props.withArrived} onCheckedChange={props.onWithArrived} />
        </Field>
      )}
      {unfit.length === 0 ? null : (
        <p className="text-ink-muted text-sm">
          {deliveries(unfit.length)} can’t be replayed, because they are still in flight or were cancelled.
        </p>
      )}
    </div>
  );
}

function Progress({ progress }: { progress: EachProgress }) {
  const { total, replayed, refusals, isRunning } = progress;
  const handled = replayed + refusals.length;
  return (
    <div className="grid gap-3">
      <ProgressBar label="Progress of the replay" share={total === 0 ? 1 : handled / total} isMoving={isRunning} />
      <p role="status" className="tabular-nums">
        {isRunning
          ? `${formatNumber(handled)} of ${formatNumber(total)}`
          : `${deliveries(replayed)} replayed${handled < total ? `; stopped with ${formatNumber(total - handled)} to go` : ""}.`}
      </p>
      {refusals.length === 0 ? null : (
        <Notice tone="warn" title={`${formatNumber(refusals.length)} refused`}>
          <ul className="grid gap-1">
            {countRefusals(refusals).map(([sentence, count]) => (
              <li key={sentence}>
                {formatNumber(count)} ×: {sentence}
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </div>
  );
}

function deliveries(count: number): string {
  return `${formatNumber(count)} ${count === 1 ? "delivery" : "deliveries"}`;
}

/** How far a replay of chosen rows has come; `refusals` are the sentences of those that were not replayed. */
type EachProgress = { total: number; replayed: number; refusals: readonly string[]; isRunning: boolean };

/** Replays deliveries one after the other, each by its own request; stops after the one under way when told to. */
function useReplayEach(replay: ReplayAction) {
  const place = usePlace();
  const queryClient = useQueryClient();
  const operation = useOperation((delivery: { id: string; force: boolean }) => replay(place, delivery));
  const [progress, setProgress] = useState<EachProgress | null>(null);
  const isStopped = useRef(false);
  const run = async (deliveries: readonly { id: string; force: boolean }[]) => {
    isStopped.current = false;
    let now: EachProgress = { total: deliveries.length, replayed: 0, refusals: [], isRunning: true };
    setProgress(now);
    for (const delivery of deliveries) {
      if (isStopped.current) break;
      const refusal = await operation.run(delivery);
      now =
        refusal === null
          ? { ...now, replayed: now.replayed + 1 }
          : { ...now, refusals: [...now.refusals, refusal.message] };
      setProgress(now);
    }
    setProgress({ ...now, isRunning: false });
    await queryClient.invalidateQueries({ queryKey: ["deliveries"] });
  };
  const stop = () => {
    isStopped.current = true;
  };
  return { progress, run, stop };
}
