import { Pause, Play } from "lucide-react";
import { ConfirmOperation } from "#components/form/confirm-operation.tsx";
import { useOperation } from "#components/form/use-operation.ts";
import { usePlace } from "#components/place/place-context.tsx";
import { Button } from "#components/ui/button.tsx";
import type { Endpoint } from "#domain/endpoint/schema.ts";
import { ENDPOINT_NOUNS, type EndpointActions } from "./actions.ts";

/** Stops an endpoint's deliveries for a while, or lets them go again. Pausing asks first. */
export function PauseButton(props: { endpoint: Pick<Endpoint, "id" | "status">; update: EndpointActions["update"] }) {
  const { id, status } = props.endpoint;
  const place = usePlace();
  const change = useOperation((next: "active" | "paused") => props.update(place, { id, status: next }), {
    failed: status === "active" ? "It was not paused" : "It was not resumed",
    refetch: ENDPOINT_NOUNS,
    answers: ["endpoint", place, id],
  });
  if (status !== "active") {
    return (
      <Button
        icon={<Play />}
        isPending={change.isPending}
        pendingLabel="Resuming…"
        onClick={() => void change.run("active")}
      >
        Resume
      </Button>
    );
  }
  return (
    <ConfirmOperation
      operation={change}
      input="paused"
      trigger={{ icon: <Pause />, children: "Pause" }}
      isDanger={false}
      title="Pause this endpoint?"
      consequence="Nothing is sent to it until someone resumes it. Deliveries wait, those of new events too, and then go out oldest first, at the endpoint’s limits. An attempt under way is finished."
      confirmLabel="Pause endpoint"
      pendingLabel="Pausing…"
    />
  );
}
