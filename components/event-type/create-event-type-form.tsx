"use client";

import { useRouter } from "next/navigation";
import { placeHref } from "#components/place/place.ts";
import { usePlace } from "#components/place/place-context.tsx";
import { Button } from "#components/ui/button.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { CheckAction, CreateAction } from "./actions.ts";
import { EventTypeFields } from "./event-type-fields.tsx";
import { useEventTypeForm } from "./use-event-type-form.ts";
import { NEW_EVENT_TYPE } from "./values.ts";

/** Adds an event type to the catalogue and goes to it. */
export function CreateEventTypeForm({ create, check }: { create: CreateAction; check: CheckAction }) {
  const place = usePlace();
  const router = useRouter();
  const form = useEventTypeForm(NEW_EVENT_TYPE, {
    write: (input) => create(place, input),
    onWritten: ({ name }) => router.push(placeHref(place, "event-types", name)),
  });
  return (
    <form
      noValidate
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        form.submit();
      }}
    >
      {form.refusal === null ? null : (
        <Notice tone="bad" title="The event type was not added">
          {form.refusal}
        </Notice>
      )}
      <EventTypeFields texts={form.texts} issues={form.issues} isNew check={check} onChange={form.change} />
      <div className="flex justify-end gap-2">
        <ButtonLink href={placeHref(place, "event-types")}>Cancel</ButtonLink>
        <Button type="submit" variant="primary" isPending={form.isPending} pendingLabel="Adding…">
          Add event type
        </Button>
      </div>
    </form>
  );
}
