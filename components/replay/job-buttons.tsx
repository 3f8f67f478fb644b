import { Pause, Play } from "lucide-react";
import { formatNumber } from "#components/format/number.ts";
import { AlertDialog } from "#components/ui/alert-dialog.tsx";
import { Button } from "#components/ui/button.tsx";
import type { Replay } from "#domain/replay/schema.ts";

type Verb = "pause" | "resume" | "cancel";

/** Pause or resume, and cancel; nothing once the replay has ended. */
export function JobButtons(props: { job: Replay; isPending: boolean; onMove: (verb: Verb) => void }) {
  const { job, isPending, onMove } = props;
  if (job.state === "completed" || job.state === "cancelled") return null;
  const left = Math.max(0, job.matched - job.replayed - job.skipped);
  return (
    <span className="flex gap-1.5">
      {job.state === "running" ? (
        <Button size="sm" icon={<Pause />} isPending={isPending} pendingLabel="Pause" onClick={() => onMove("pause")}>
          Pause
        </Button>
      ) : (
        <Button size="sm" icon={<Play />} isPending={isPending} pendingLabel="Resume" onClick={() => onMove("resume")}>
          Resume
        </Button>
      )}
      <AlertDialog
        trigger={<Button size="sm">Cancel replay</Button>}
        title="Cancel this replay?"
        consequence={`${formatNumber(left)} deliveries are left as they are. The ${formatNumber(job.replayed)} made already go out all the same.`}
        confirmLabel="Cancel replay"
        pendingLabel="Cancelling…"
        isPending={isPending}
        onConfirm={() => onMove("cancel")}
      />
    </span>
  );
}
