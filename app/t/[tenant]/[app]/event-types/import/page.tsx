import type { Metadata } from "next";
import { ImportForm } from "#components/event-type/import-form.tsx";
import type { Place } from "#components/place/place.ts";
import { Page } from "#components/shell/page.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { pageCaller } from "#http/page-actor.ts";
import { importEventTypesAction, previewImportAction } from "../actions.ts";

export const metadata: Metadata = { title: "Import event types" };

export default async function ImportEventTypesPage({ params }: { params: Promise<Place> }) {
  await pageCaller(params);
  return (
    <Page>
      <PageHeader
        title="Import event types"
        description="Each one named becomes exactly what the list says: all of them, or none."
      />
      <ImportForm preview={previewImportAction} importList={importEventTypesAction} />
    </Page>
  );
}
