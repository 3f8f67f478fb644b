"use client";

import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { KeyRound, Plus } from "lucide-react";
import { usePathname } from "next/navigation";
import { useQueryStates } from "nuqs";
import type { ReactNode } from "react";
import { usePlace } from "#components/place/place-context.tsx";
import { StaleBadge } from "#components/query/stale-badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { CursorPages } from "#components/ui/cursor-pages.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { ErrorState } from "#components/ui/error-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { SkeletonTable } from "#components/ui/skeleton.tsx";
import type { ApiKeyActions } from "./actions.ts";
import { ApiKeyTable } from "./api-key-table.tsx";
import { CreateApiKey } from "./create-api-key.tsx";
import { API_KEY_PAGE_ROWS, apiKeyPageParsers, apiKeysHref } from "./pages.ts";
import { apiKeyListQuery, apiKeyMakersQuery } from "./queries.ts";

export type ApiKeyListProps = {
  app: { id: string; name: string };
  appNames: ReadonlyMap<string, string>;
  apiUrl: string;
  actions: ApiKeyActions;
};

/** The keys that programs sign in with: what each may do, when it was last used, and the way to end it. */
export function ApiKeyList({ app, appNames, apiUrl, actions }: ApiKeyListProps) {
  const place = usePlace();
  const pathname = usePathname();
  const [{ pages }] = useQueryStates(apiKeyPageParsers);
  const list = useQuery(apiKeyListQuery(place, pages));
  const makers = useQuery(apiKeyMakersQuery(place));
  const madeBy = new Map(makers.data?.data.map(({ target, actor }) => [target.id ?? "", actor.name]));
  return (
    <>
      <PageHeader
        title="API keys"
        description="What your programs sign in with. A key is shown once, when it is made."
        badge={<StaleBadge error={list.data === undefined ? null : list.error} />}
        actions={
          <CreateApiKey
            app={app}
            apiUrl={apiUrl}
            create={actions.create}
            trigger={
              <Button variant="primary" icon={<Plus />}>
                Create API key
              </Button>
            }
          />
        }
      />
      <ListFace list={list} isFirstPage={pages.length === 0}>
        <ApiKeyTable
          rows={list.data?.data ?? []}
          makers={madeBy}
          appNames={appNames}
          revoke={actions.revoke}
          isBusy={list.isPlaceholderData}
        />
      </ListFace>
      <CursorPages
        pages={pages}
        nextCursor={list.data?.nextCursor ?? null}
        count={list.data?.data.length ?? 0}
        rowsPerPage={API_KEY_PAGE_ROWS}
        hrefOf={(next) => apiKeysHref(pathname, { pages: next })}
      />
    </>
  );
}

type ListFaceProps = {
  list: UseQueryResult<{ data: readonly unknown[] }>;
  isFirstPage: boolean;
  children: ReactNode;
};

/** The table, or what stands in its place. */
function ListFace({ list, isFirstPage, children }: ListFaceProps) {
  if (list.isPending) return <SkeletonTable label="API keys" rows={4} columns={6} />;
  if (list.data === undefined) {
    const again = <Button onClick={() => void list.refetch()}>Try again</Button>;
    return <ErrorState title="The API keys could not be loaded" sentence={list.error.message} action={again} />;
  }
  if (list.data.data.length > 0 || !isFirstPage) return children;
  return (
    <EmptyState
      icon={<KeyRound />}
      title="No API keys yet"
      sentence="A program of yours needs one to send events, or to manage endpoints in your stead."
    />
  );
}
