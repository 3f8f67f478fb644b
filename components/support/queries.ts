import { queryOptions } from "@tanstack/react-query";
import { readAction } from "#components/query/call-action.ts";
import type { FailingReport } from "#domain/support/schema.ts";
import type { FailingAction } from "./actions.ts";

/** Endpoints in trouble everywhere. They come by a server action: the API knows no place without a tenant. */
export function failingQuery(load: FailingAction) {
  return queryOptions({
    queryKey: ["support", "failing"],
    queryFn: (): Promise<FailingReport> => readAction(load({})),
    refetchInterval: 15_000,
  });
}
