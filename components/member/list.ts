import { type PageOf, pagedList } from "#components/list/paged-list.ts";
import type { Member } from "#domain/member/schema.ts";

/** The tenant's people. They belong to no app, so they come by a server action. */
export const memberList = pagedList({
  key: "members",
  noun: "people",
  read: (): Promise<PageOf<Member>> => Promise.reject(new Error("The people of the tenant come by a server action.")),
  filters: {},
});
