import { Pause, Play } from "lucide-react";
import { useState, useTransition } from "react";
import { usePlace } from "#components/place/place-context.tsx";
import { runAction } from "#components/query/run-action.ts";
import { AlertDialog } from "#components/ui/alert-dialog.tsx";
import { Button } from "#components/ui/button.tsx";
import { toast } from "#components/ui/toast.ts";
import type { Endpoint } from "#domain/endpoint/schema.ts";
import type { EndpointActions } from "./actions.ts";
import { useRefresh } from "./use-refresh.ts";

/** Stops an endpoint's deliveries for a while, or lets them go again. Pausing asks first. */
export function PauseButton(props: { endpoint: Pick<Endpoint, "id" | "status">; update: EndpointActions["update"] }) {
  const { endpoint, update } = props;
  const place = usePlace();
  const refresh = useRefresh(endpoint.id);
  const [isAsking, setIsAsking] = useState(false);
  const [isPending, start] = useTransition();
  const set = (status: "active" | "paused") =>
    start(async () => {
      const outcome = await runAction(update(place, { id: endpoint.id, status }));
      setIsAsking(false);
      if (!outcome.ok) {
        toast.error(status === "paused" ? "It was not paused" : "It was not resumed", {
          description: outcome.refusal.detail,
        });
        return;
      }
      await refresh(outcome.value);
    });
  if (endpoint.status !== "active") {
    return (
      <Button icon={<Play />} isPending={isPending} pendingLabel="Resuming…" onClick={() => set("active")}>
        Resume
      </Button>
    );
  }
  return (
    <AlertDialog
      trigger={<Button icon={<Pause />}>Pause</Button>}
      open={isAsking}
      onOpenChange={setIsAsking}
      isDanger={false}
      title="Pause this endpoint?"
      consequence="Nothing is sent to it until someone resumes it. Deliveries wait, those of new events too, and then go out oldest first, at the endpoint’s limits. An attempt under way is finished."
      confirmLabel="Pause endpoint"
      pendingLabel="Pausing…"
      isPending={isPending}
      onConfirm={() => set("paused")}
    />
  );
}
