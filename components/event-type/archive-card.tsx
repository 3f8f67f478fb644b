import { Archive, ArchiveRestore } from "lucide-react";
import { ConfirmOperation } from "#components/form/confirm-operation.tsx";
import { useOperation } from "#components/form/use-operation.ts";
import { usePlace } from "#components/place/place-context.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import type { EventType } from "#domain/event-type/schema.ts";
import { type ArchiveAction, EVENT_TYPE_NOUNS, type UpdateAction } from "./actions.ts";

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
  const isArchived = eventType.archivedAt !== null;
  const move = useOperation<void, unknown>(
    () => (isArchived ? update(place, { name, archived: false }) : archive(place, { name })),
    { failed: isArchived ? "It was not brought back" : "It was not archived", refetch: EVENT_TYPE_NOUNS },
  );
  if (isArchived) {
    return (
      <Card title="Bring it back">
        <div className="flex flex-wrap items-center justify-between gap-3">
          <p className="min-w-0 flex-1 basis-72 text-ink-muted">It counts as unknown while it is archived.</p>
          <Button
            icon={<ArchiveRestore />}
            isPending={move.isPending}
            pendingLabel="Bringing it back…"
            onClick={() => void move.run()}
          >
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
        <ConfirmOperation
          operation={move}
          input={undefined}
          trigger={{ icon: <Archive />, children: "Archive…" }}
          isDanger={isKnownRequired}
          title={`Archive ${name}?`}
          consequence={
            isKnownRequired
              ? `This app takes known event types only: whoever sends ${name} is refused from then on. Endpoints keep their subscription. You can bring it back.`
              : `Events of this type go on being accepted and delivered, but are no longer checked against its schema. Endpoints keep their subscription. You can bring it back.`
          }
          confirmLabel="Archive event type"
          pendingLabel="Archiving…"
        />
      </div>
    </Card>
  );
}
