import { useQueryClient } from "@tanstack/react-query";
import { Archive, ArchiveRestore } from "lucide-react";
import { useState, useTransition } from "react";
import { usePlace } from "#components/place/place-context.tsx";
import { runAction } from "#components/query/run-action.ts";
import { AlertDialog } from "#components/ui/alert-dialog.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { toast } from "#components/ui/toast.ts";
import type { EventType } from "#domain/event-type/schema.ts";
import type { ArchiveAction, UpdateAction } from "./actions.ts";

/** Takes an event type out of the catalogue, or brings it back. Says what that does to events and endpoints. */
export function ArchiveCard(props: {
  eventType: Pick<EventType, "name" | "archivedAt">;
  isKnownRequired: boolean;
  archive: ArchiveAction;
  update: UpdateAction;
}) {
  const { eventType, isKnownRequired, archive, update } = props;
  const { name } = eventType;
  const place = usePlace();
  const queryClient = useQueryClient();
  const [isAsking, setIsAsking] = useState(false);
  const [isPending, start] = useTransition();
  const isArchived = eventType.archivedAt !== null;
  const move = () =>
    start(async () => {
      const outcome = await runAction<unknown>(
        isArchived ? update(place, { name, archived: false }) : archive(place, { name }),
      );
      setIsAsking(false);
      if (!outcome.ok) {
        toast.error(isArchived ? "It was not brought back" : "It was not archived", {
          description: outcome.refusal.detail,
        });
      }
      const stale = ["event-types", "event-type", "audit"];
      await Promise.all(stale.map((noun) => queryClient.invalidateQueries({ queryKey: [noun] })));
    });
  if (isArchived) {
    return (
      <Card title="Bring it back">
        <div className="flex flex-wrap items-center justify-between gap-3">
          <p className="min-w-0 flex-1 basis-72 text-ink-muted">It counts as unknown while it is archived.</p>
          <Button icon={<ArchiveRestore />} isPending={isPending} pendingLabel="Bringing it back…" onClick={move}>
            Bring back
          </Button>
        </div>
      </Card>
    );
  }
  return (
    <Card title="Archive this event type">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="min-w-0 flex-1 basis-72 text-ink-muted">
          It leaves the catalogue and counts as unknown from then on. Its schema and example are kept.
        </p>
        <AlertDialog
          trigger={<Button icon={<Archive />}>Archive…</Button>}
          open={isAsking}
          onOpenChange={setIsAsking}
          isDanger={isKnownRequired}
          title={`Archive ${name}?`}
          consequence={
            isKnownRequired
              ? `This app takes known event types only: whoever sends ${name} is refused from then on. Endpoints keep their subscription. You can bring it back.`
              : `Events of this type go on being accepted and delivered, but are no longer checked against its schema. Endpoints keep their subscription. You can bring it back.`
          }
          confirmLabel="Archive event type"
          pendingLabel="Archiving…"
          isPending={isPending}
          onConfirm={move}
        />
      </div>
    </Card>
  );
}
