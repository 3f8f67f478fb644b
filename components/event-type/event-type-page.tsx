"use client";

import { useQuery } from "@tanstack/react-query";
import { Archive, ArchiveRestore, Send } from "lucide-react";
import { type SendAction, SendEvent } from "#components/event/send-event.tsx";
import { ActionCard } from "#components/form/action-card.tsx";
import { ConfirmOperation, OperationButton } from "#components/form/confirm-operation.tsx";
import { Form, FormEnd } from "#components/form/form.tsx";
import { useOperation } from "#components/form/use-operation.ts";
import { useOperationForm } from "#components/form/use-operation-form.ts";
import { placeHref } from "#components/place/place.ts";
import { usePlace } from "#components/place/place-context.tsx";
import { toast } from "#components/popup/toast.tsx";
import { Time } from "#components/time/time.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { EventType } from "#domain/event-type/schema.ts";
import { type ArchiveAction, type CheckAction, EVENT_TYPE_NOUNS, type UpdateAction } from "./actions.ts";
import { EventTypeFields, type EventTypeTexts, faultsIn, toInput } from "./event-type-form.tsx";
import { eventTypeQuery } from "./queries.ts";

export type EventTypePageProps = {
  name: string;
  /** What the app does with events that the catalogue does not know, and with those that do not match their schema. */
  rules: { requireKnownEventTypes: boolean; validateEvents: boolean };
  actions: { update: UpdateAction; archive: ArchiveAction; check: CheckAction; send: SendAction };
};

/** One event type: its description, schema and example to change, a test to send, and its end. */
export function EventTypePage({ name, rules, actions }: EventTypePageProps) {
  const place = usePlace();
  const { data } = useQuery(eventTypeQuery(place, name));
  if (data === undefined) return null;
  return (
    <>
      <PageHeader
        title={<span className="font-mono">{name}</span>}
        badge={data.archivedAt === null ? undefined : <Badge tone="off">Archived</Badge>}
        description={<Links eventType={data} />}
        actions={
          data.archivedAt === null ? (
            <SendEvent
              send={actions.send}
              title={`Send ${name}`}
              start={JSON.stringify(data.example ?? { type: name, data: {} }, null, 2)}
              trigger={{ icon: <Send />, children: "Send a test" }}
            />
          ) : undefined
        }
      />
      {rules.validateEvents || data.schema === null ? null : (
        <Notice title="The schema is for people only.">
          This app does not check events against schemas.{" "}
          <TextLink href={placeHref(place, "settings")}>Its settings</TextLink> can change that.
        </Notice>
      )}
      <EditForm eventType={data} update={actions.update} check={actions.check} />
      <ArchiveCard
        eventType={data}
        isKnownRequired={rules.requireKnownEventTypes}
        archive={actions.archive}
        update={actions.update}
      />
    </>
  );
}

function Links({ eventType }: { eventType: EventType }) {
  const place = usePlace();
  const { name } = eventType;
  return (
    <span className="flex flex-wrap gap-x-4 text-sm">
      <TextLink href={`${placeHref(place, "events")}?type=${name}`}>Its events</TextLink>
      <TextLink href={`${placeHref(place, "endpoints")}?eventType=${name}`}>Endpoints that get it</TextLink>
      <TextLink href={`${placeHref(place, "audit")}?target=${name}`}>Its changes</TextLink>
      <span>
        Changed <Time at={eventType.updatedAt} isFocusable />
      </span>
    </span>
  );
}

/** The name is the catalogue's key and stays. */
function EditForm({ eventType, update, check }: { eventType: EventType; update: UpdateAction; check: CheckAction }) {
  const { name } = eventType;
  const place = usePlace();
  const form = useOperationForm((input) => update(place, { name, ...input }), {
    schema: async () =>
      (await import("#domain/event-type/schema.ts")).updateEventTypeInput.omit({ name: true, archived: true }),
    values: textsOf(eventType),
    check: faultsIn,
    toInput: (texts) => {
      const { name: _, ...change } = toInput(texts);
      return change;
    },
    changesOnly: true,
    refetch: EVENT_TYPE_NOUNS,
    answers: ["event-type", place, name],
    onDone: () => toast.success("The event type is saved"),
  });
  return (
    <Form form={form} refusedTitle="Nothing was saved">
      <EventTypeFields isNew={false} check={check} />
      <FormEnd form={form} pendingLabel="Saving…" isDisabled={!form.isDirty}>
        Save event type
      </FormEnd>
    </Form>
  );
}

function textsOf({ name, description, schema, example }: EventType): EventTypeTexts {
  const pretty = (document: object | null) => (document === null ? "" : JSON.stringify(document, null, 2));
  return { name, description, schema: pretty(schema), example: pretty(example) };
}

function ArchiveCard(props: {
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
      <ActionCard title="Bring it back" sentence="It counts as unknown while it is archived.">
        <OperationButton operation={move} input={undefined} icon={<ArchiveRestore />} pendingLabel="Bringing it back…">
          Bring back
        </OperationButton>
      </ActionCard>
    );
  }
  return (
    <ActionCard
      title="Archive this event type"
      sentence="It leaves the catalogue and counts as unknown from then on. Its schema and example are kept."
    >
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
    </ActionCard>
  );
}
