import { cache } from "react";
import { prefetch } from "#app/prefetch.ts";
import { refusable, refusableTitle } from "#app/refusable.tsx";
import NotFoundHere from "#app/t/[tenant]/[app]/not-found.tsx";
import type { ItemPageProps } from "#app/t/[tenant]/[app]/page-props.ts";
import { Page } from "#components/shell/page.tsx";
import {
  RECENT_ROWS,
  REFUSAL_ROWS,
  refusalsQuery,
  sourceEventsQuery,
  sourceQuery,
} from "#components/source/queries.ts";
import { SourcePage } from "#components/source/source-page.tsx";
import { listEvents } from "#domain/event/list.ts";
import { getSource } from "#domain/source/get.ts";
import { listSourceRefusals } from "#domain/source/list-refusals.ts";
import { sourceName } from "#domain/source/words.ts";
import { onPage, type PageCaller, pageCaller } from "#http/page-actor.ts";
import { deleteSourceAction, rotateSourceAction, updateSourceAction } from "../actions.ts";

export const generateMetadata = refusableTitle(async ({ params }: ItemPageProps) =>
  sourceName(await sourceAt(await pageCaller(params), (await params).id)),
);

export default refusable(async function SourceDetailPage({ params }: ItemPageProps) {
  const caller = await pageCaller(params);
  const { id } = await params;
  return (
    <Page queries={await firstData(caller, id)}>
      <SourcePage id={id} actions={ACTIONS} />
    </Page>
  );
}, NotFoundHere);

const ACTIONS = { update: updateSourceAction, rotate: rotateSourceAction, remove: deleteSourceAction };

/** The source first: where there is none, nothing else is asked for. */
async function firstData(caller: PageCaller, id: string) {
  const { place } = caller;
  const source = await sourceAt(caller, id);
  return Promise.all([
    { queryKey: sourceQuery(place, id).queryKey, data: source },
    prefetch(sourceEventsQuery(place, id), listEvents(caller, { sourceId: id, limit: RECENT_ROWS })),
    prefetch(refusalsQuery(place, id), listSourceRefusals(caller, { id, limit: REFUSAL_ROWS })),
  ]);
}

/** Read once for the page's title and its content. */
const sourceAt = cache((caller: PageCaller, id: string) => onPage(getSource(caller, { id })));
