import type { Metadata } from "next";
import { CreateEventTypeForm } from "#components/event-type/event-type-form.tsx";
import type { Place } from "#components/place/place.ts";
import { Page } from "#components/shell/page.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { pageCaller } from "#http/page-actor.ts";
import { checkEventTypeAction, createEventTypeAction } from "../actions.ts";

export const metadata: Metadata = { title: "Add event type" };

export default async function NewEventTypePage({ params }: { params: Promise<Place> }) {
  await pageCaller(params);
  return (
    <Page>
      <PageHeader title="Add event type" description="Only the name is needed; schema and example can follow." />
      <CreateEventTypeForm create={createEventTypeAction} check={checkEventTypeAction} />
    </Page>
  );
}
