import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type { Place } from "#components/place/place.ts";
import { readAction } from "#components/query/read-action.ts";
import type { memberPage } from "#domain/member/schema.ts";
import type { MemberActions } from "./actions.ts";
import { MEMBER_PAGE_ROWS } from "./pages.ts";

export type MemberPage = z.output<typeof memberPage>;

/** A page of the tenant's people. They belong to no app, so they come by a server action. */
export function memberListQuery(place: Place, pages: readonly string[], list?: MemberActions["list"]) {
  return queryOptions({
    queryKey: ["members", place.tenant, pages],
    queryFn: async (): Promise<MemberPage> => {
      if (list === undefined) throw new Error("The people of the tenant come by a server action.");
      return readAction(list(place, { cursor: pages.at(-1), limit: MEMBER_PAGE_ROWS }));
    },
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
}
