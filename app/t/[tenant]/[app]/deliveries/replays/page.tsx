import { RotateCcw } from "lucide-react";
import type { Metadata } from "next";
import { prefetchPage } from "#app/prefetch.ts";
import type { AppPageProps } from "#app/t/[tenant]/[app]/page-props.ts";
import { EmptyState } from "#components/list/faces.tsx";
import { placeHref } from "#components/place/place.ts";
import { replayList } from "#components/replay/list.ts";
import { ReplayList } from "#components/replay/replay-list.tsx";
import { Page } from "#components/shell/page.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { listReplays } from "#domain/replay/list.ts";
import { pageCaller } from "#http/page-actor.ts";
import { endpointNames } from "../endpoint-names.ts";
import { replayActions } from "../replay-actions.ts";

export const metadata: Metadata = { title: "Replays" };

export default async function ReplaysPage({ params, searchParams }: AppPageProps) {
  const caller = await pageCaller(params);
  const [{ queries }, names] = await Promise.all([
    prefetchPage(caller, replayList, { searchParams, read: listReplays }),
    endpointNames(caller),
  ]);
  return (
    <Page queries={queries}>
      <ReplayList
        endpointNames={names}
        actions={replayActions}
        empty={
          <EmptyState
            icon={<RotateCcw />}
            title="Nothing was replayed in bulk yet"
            sentence="Filter the deliveries, for example to those that failed since an outage began, and replay all that are found at a pace of your choice."
            action={
              <ButtonLink
                variant="primary"
                href={`${placeHref(caller.place, "deliveries")}?status=failed&status=dead_letter`}
              >
                Go to what failed
              </ButtonLink>
            }
          />
        }
      />
    </Page>
  );
}
