"use client";

import { useQuery } from "@tanstack/react-query";
import { KeyRound, Plus } from "lucide-react";
import { EmptyState, StaleBadge } from "#components/list/faces.tsx";
import { List } from "#components/list/list.tsx";
import { useList } from "#components/list/use-list.ts";
import { usePlace } from "#components/place/place-context.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import type { ApiKeyActions } from "./actions.ts";
import { ApiKeyTable } from "./api-key-table.tsx";
import { CreateApiKey } from "./create-api-key.tsx";
import { apiKeyList } from "./list.ts";
import { apiKeyMakersQuery } from "./queries.ts";

export type ApiKeyListProps = {
  app: { id: string; name: string };
  appNames: ReadonlyMap<string, string>;
  apiUrl: string;
  actions: ApiKeyActions;
};

/** The keys that programs sign in with: what each may do, when it was last used, and the way to end it. */
export function ApiKeyList({ app, appNames, apiUrl, actions }: ApiKeyListProps) {
  const list = useList(apiKeyList);
  const makers = useQuery(apiKeyMakersQuery(usePlace()));
  const madeBy = new Map(makers.data?.data.map(({ target, actor }) => [target.id ?? "", actor.name]));
  return (
    <>
      <PageHeader
        title="API keys"
        description="What your programs sign in with. A key is shown once, when it is made."
        badge={<StaleBadge error={list.staleError} />}
        actions={
          <CreateApiKey
            app={app}
            apiUrl={apiUrl}
            create={actions.create}
            trigger={{ variant: "primary", icon: <Plus />, children: "Create API key" }}
          />
        }
      />
      <List list={list} empty={<NoApiKeys />}>
        <ApiKeyTable
          rows={list.rows}
          makers={madeBy}
          appNames={appNames}
          revoke={actions.revoke}
          isBusy={list.isBusy}
        />
      </List>
    </>
  );
}

function NoApiKeys() {
  return (
    <EmptyState
      icon={<KeyRound />}
      title="No API keys yet"
      sentence="A program of yours needs one to send events, or to manage endpoints in your stead."
    />
  );
}
