import { pagedList } from "#components/list/paged-list.ts";
import { fetchApi } from "#components/query/fetch-api.ts";
import type { apiKeyPage } from "#domain/api-key/schema.ts";

/** The keys that are good in this app; read again for when they were last used. */
export const apiKeyList = pagedList({
  key: "api-keys",
  noun: "API keys",
  read: fetchApi<typeof apiKeyPage>,
  refetchMs: 30_000,
  filters: {},
});
