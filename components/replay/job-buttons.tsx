import { Pause, Play } from "lucide-react";
import { ConfirmOperation } from "#components/form/confirm-operation.tsx";
import type { Operation } from "#components/form/use-operation.ts";
import { formatNumber } from "#components/format/number.ts";
import { Button } from "#components/ui/button.tsx";
import type { Replay } from "#domain/replay/schema.ts";

export type Verb = "pause" | "resume" | "cancel";

/** Pause or resume, and cancel; nothing once the replay has ended. */
export function JobButtons(props: { job: Replay; move: Operation<Verb> }) {
  const { job, move } = props;
  const { isPending } = move;
  if (job.state === "completed" || job.state === "cancelled") return null;
  const left = Math.max(0, job.matched - job.replayed - job.skipped);
  return (
    <span className="flex gap-1.5">
      {job.state === "running" ? (
        <Button
          size="sm"
          icon={<Pause />}
          isPending={isPending}
          pendingLabel="Pause"
          onClick={() => void move.run("pause")}
        >
          Pause
        </Button>
      ) : (
        <Button
          size="sm"
          icon={<Play />}
          isPending={isPending}
          pendingLabel="Resume"
          onClick={() => void move.run("resume")}
        >
          Resume
        </Button>
      )}
      <ConfirmOperation
        operation={move}
        input="cancel"
        trigger={{ size: "sm", children: "Cancel replay" }}
        title="Cancel this replay?"
        consequence={`${formatNumber(left)} deliveries are left as they are. The ${formatNumber(job.replayed)} made already go out all the same.`}
        confirmLabel="Cancel replay"
        pendingLabel="Cancelling…"
      />
    </span>
  );
}
