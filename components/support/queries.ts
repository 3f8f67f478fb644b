import { queryOptions } from "@tanstack/react-query";
import { runAction } from "#components/query/run-action.ts";
import type { FailingReport } from "#domain/support/schema.ts";
import type { FailingAction } from "./actions.ts";

/** Endpoints in trouble everywhere. They come by a server action: the API knows no place without a tenant. */
export function failingQuery(load: FailingAction) {
  return queryOptions({
    queryKey: ["support", "failing"],
    queryFn: async (): Promise<FailingReport> => {
      const outcome = await runAction(load({}));
      if (!outcome.ok) throw new Error(outcome.refusal.detail);
      return outcome.value;
    },
    refetchInterval: 15_000,
  });
}
