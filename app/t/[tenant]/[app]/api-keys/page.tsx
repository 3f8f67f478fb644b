import type { Metadata } from "next";
import { prefetch, prefetchPage } from "#app/prefetch.ts";
import type { AppPageProps } from "#app/t/[tenant]/[app]/page-props.ts";
import { ApiKeyList } from "#components/api-key/api-key-list.tsx";
import { API_KEY_MAKERS_INPUT, apiKeyList, apiKeyMakersQuery } from "#components/api-key/list.ts";
import { Page } from "#components/shell/page.tsx";
import { listApiKeys } from "#domain/api-key/list.ts";
import { getApp } from "#domain/app/get.ts";
import { listApps } from "#domain/app/list.ts";
import { listAuditLog } from "#domain/audit/list.ts";
import { config } from "#domain/config.ts";
import { onPage, pageCaller } from "#http/page-actor.ts";
import { createApiKeyAction, revokeApiKeyAction } from "./actions.ts";

export const metadata: Metadata = { title: "API keys" };

export default async function ApiKeysPage({ params, searchParams }: AppPageProps) {
  const caller = await pageCaller(params);
  const { place } = caller;
  const [{ queries }, makers, app, apps] = await Promise.all([
    prefetchPage(caller, apiKeyList, { searchParams, read: listApiKeys }),
    prefetch(apiKeyMakersQuery(place), listAuditLog(caller, API_KEY_MAKERS_INPUT)),
    onPage(getApp(caller, {})),
    onPage(listApps(caller, { limit: 100 })),
  ]);
  return (
    <Page queries={[...queries, makers]}>
      <ApiKeyList
        app={{ id: app.id, name: app.name }}
        appNames={new Map(apps.data.map(({ id, name }) => [id, name]))}
        apiUrl={`${config().PUBLIC_URL}/api/v1/apps/${place.app}`}
        actions={{ create: createApiKeyAction, revoke: revokeApiKeyAction }}
      />
    </Page>
  );
}
