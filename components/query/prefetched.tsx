import { dehydrate, HydrationBoundary, QueryClient, type QueryKey } from "@tanstack/react-query";
import type { ReactNode } from "react";

/**
 * Gives client components their first data: each query's key with what the server already knows. They render with it on
 * the server too, so the page shows its data without JavaScript, and react-query keeps it fresh afterwards.
 */
export function Prefetched({ queries, children }: { queries: readonly PrefetchedQuery[]; children: ReactNode }) {
  const client = new QueryClient();
  for (const { queryKey, data } of queries) client.setQueryData(queryKey, data);
  return <HydrationBoundary state={dehydrate(client)}>{children}</HydrationBoundary>;
}

export type PrefetchedQuery = { queryKey: QueryKey; data: unknown };
