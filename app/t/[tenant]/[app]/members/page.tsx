import { Lock } from "lucide-react";
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import type { SearchParams } from "nuqs/server";
import { MemberList } from "#components/member/member-list.tsx";
import { loadMemberPages, MEMBER_PAGE_ROWS } from "#components/member/pages.ts";
import { memberListQuery } from "#components/member/queries.ts";
import { type Place, placeHref } from "#components/place/place.ts";
import { Prefetched } from "#components/query/prefetched.tsx";
import { Page } from "#components/shell/page.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { type Actor, mayDo } from "#domain/call/actor.ts";
import { DomainError } from "#domain/error.ts";
import { formatId } from "#domain/id.ts";
import { listMembers } from "#domain/member/list.ts";
import { onPage, type PageCaller, pageCaller } from "#http/page-actor.ts";
import { addMemberAction, listMembersAction, removeMemberAction, updateMemberAction } from "./actions.ts";

export const metadata: Metadata = { title: "Members" };

type Props = { params: Promise<Place>; searchParams: Promise<SearchParams> };

export default async function MembersPage({ params, searchParams }: Props) {
  const caller = await pageCaller(params);
  if (!mayDo(caller.actor, "manage_members")) return <ForAdminsOnly actor={caller.actor} />;
  const { pages } = loadMemberPages(await searchParams);
  const { queryKey } = memberListQuery(caller.place, pages);
  return (
    <Page>
      <Prefetched queries={[{ queryKey, data: await listAt(caller, pages) }]}>
        <MemberList selfId={personId(caller.actor)} actions={ACTIONS} />
      </Prefetched>
    </Page>
  );
}

const ACTIONS = {
  list: listMembersAction,
  add: addMemberAction,
  update: updateMemberAction,
  remove: removeMemberAction,
};

/** A cursor from an old address leads back to the first page. */
async function listAt(caller: PageCaller, pages: readonly string[]) {
  try {
    return await listMembers(caller, { cursor: pages.at(-1), limit: MEMBER_PAGE_ROWS });
  } catch (error) {
    const isStale = error instanceof DomainError && ["invalid_cursor", "invalid_request"].includes(error.code);
    if (isStale && pages.length > 0) redirect(placeHref(caller.place, "members"));
    return onPage(Promise.reject(error));
  }
}

function personId({ type, id }: Actor): string | null {
  return type === "user" && id !== null ? formatId("usr", id) : null;
}

function ForAdminsOnly({ actor }: { actor: Actor }) {
  return (
    <Page>
      <PageHeader title="Members" description="The people of this tenant, in all its apps." />
      <EmptyState
        icon={<Lock />}
        title="Only admins see who belongs here"
        sentence={
          actor.type === "staff"
            ? "Support mode reaches everything in this tenant but its people. Its admins decide about those."
            : "As an operator you may do everything in this tenant but decide about its people. Ask one of its admins."
        }
      />
    </Page>
  );
}
