import type { Metadata } from "next";
import { redirect } from "next/navigation";
import type { SearchParams } from "nuqs/server";
import { ApiKeyList } from "#components/api-key/api-key-list.tsx";
import { API_KEY_PAGE_ROWS, loadApiKeyPages } from "#components/api-key/pages.ts";
import { API_KEY_MAKERS_INPUT, apiKeyListQuery, apiKeyMakersQuery } from "#components/api-key/queries.ts";
import { type Place, placeHref } from "#components/place/place.ts";
import { Prefetched } from "#components/query/prefetched.tsx";
import { Page } from "#components/shell/page.tsx";
import { listApiKeys } from "#domain/api-key/list.ts";
import { getApp } from "#domain/app/get.ts";
import { listApps } from "#domain/app/list.ts";
import { listAuditLog } from "#domain/audit/list.ts";
import { config } from "#domain/config.ts";
import { DomainError } from "#domain/error.ts";
import { onPage, type PageCaller, pageCaller } from "#http/page-actor.ts";
import { createApiKeyAction, revokeApiKeyAction } from "./actions.ts";

export const metadata: Metadata = { title: "API keys" };

type Props = { params: Promise<Place>; searchParams: Promise<SearchParams> };

export default async function ApiKeysPage({ params, searchParams }: Props) {
  const caller = await pageCaller(params);
  const { place } = caller;
  const { pages } = loadApiKeyPages(await searchParams);
  const [list, makers, app, apps] = await Promise.all([
    listAt(caller, pages),
    onPage(listAuditLog(caller, API_KEY_MAKERS_INPUT)),
    onPage(getApp(caller, {})),
    onPage(listApps(caller, { limit: 100 })),
  ]);
  const queries = [
    { queryKey: apiKeyListQuery(place, pages).queryKey, data: list },
    { queryKey: apiKeyMakersQuery(place).queryKey, data: makers },
  ];
  return (
    <Page>
      <Prefetched queries={queries}>
        <ApiKeyList
          app={{ id: app.id, name: app.name }}
          appNames={new Map(apps.data.map(({ id, name }) => [id, name]))}
          apiUrl={`${config().PUBLIC_URL}/api/v1/apps/${place.app}`}
          actions={{ create: createApiKeyAction, revoke: revokeApiKeyAction }}
        />
      </Prefetched>
    </Page>
  );
}

/** A cursor from an old address leads back to the first page. */
async function listAt(caller: PageCaller, pages: readonly string[]) {
  try {
    return await listApiKeys(caller, { cursor: pages.at(-1), limit: API_KEY_PAGE_ROWS });
  } catch (error) {
    const isStale = error instanceof DomainError && ["invalid_cursor", "invalid_request"].includes(error.code);
    if (isStale && pages.length > 0) redirect(placeHref(caller.place, "api-keys"));
    return onPage(Promise.reject(error));
  }
}
