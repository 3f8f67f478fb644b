"use client";

import { useRouter } from "next/navigation";
import { Form } from "#components/form/form.tsx";
import { useOperationForm } from "#components/form/use-operation-form.ts";
import { placeHref } from "#components/place/place.ts";
import { usePlace } from "#components/place/place-context.tsx";
import { Button, ButtonLink } from "#components/ui/button.tsx";
import { type CheckAction, type CreateAction, EVENT_TYPE_NOUNS } from "./actions.ts";
import { EventTypeFields, faultsIn, toInput } from "./event-type-fields.tsx";

/** Adds an event type to the catalogue and goes to it. */
export function CreateEventTypeForm({ create, check }: { create: CreateAction; check: CheckAction }) {
  const place = usePlace();
  const router = useRouter();
  const form = useOperationForm((input) => create(place, input), {
    schema: async () => (await import("#domain/event-type/schema.ts")).createEventTypeInput,
    values: { name: "", description: "", schema: "", example: "" },
    check: faultsIn,
    toInput,
    refetch: EVENT_TYPE_NOUNS,
    onDone: ({ name }) => router.push(placeHref(place, "event-types", name)),
  });
  return (
    <Form form={form} refusedTitle="The event type was not added">
      <EventTypeFields isNew check={check} />
      <div className="flex justify-end gap-2">
        <ButtonLink href={placeHref(place, "event-types")}>Cancel</ButtonLink>
        <Button type="submit" variant="primary" isPending={form.isPending} pendingLabel="Adding…">
          Add event type
        </Button>
      </div>
    </Form>
  );
}
