import { Lock } from "lucide-react";
import type { Metadata } from "next";
import { prefetchPage } from "#app/prefetch.ts";
import type { AppPageProps } from "#app/t/[tenant]/[app]/page-props.ts";
import { EmptyState } from "#components/list/faces.tsx";
import { memberList } from "#components/member/list.ts";
import { MemberList } from "#components/member/member-list.tsx";
import { Page } from "#components/shell/page.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { type Actor, mayDo } from "#domain/call/actor.ts";
import { formatId } from "#domain/id.ts";
import { listMembers } from "#domain/member/list.ts";
import { pageCaller } from "#http/page-actor.ts";
import { addMemberAction, listMembersAction, removeMemberAction, updateMemberAction } from "./actions.ts";

export const metadata: Metadata = { title: "Members" };

export default async function MembersPage({ params, searchParams }: AppPageProps) {
  const caller = await pageCaller(params);
  if (!mayDo(caller.actor, "manage_members")) return <ForAdminsOnly actor={caller.actor} />;
  const { queries } = await prefetchPage(caller, memberList, { searchParams, read: listMembers });
  return (
    <Page queries={queries}>
      <MemberList
        selfId={caller.actor.type === "user" && caller.actor.id !== null ? formatId("usr", caller.actor.id) : null}
        actions={ACTIONS}
      />
    </Page>
  );
}

const ACTIONS = {
  list: listMembersAction,
  add: addMemberAction,
  update: updateMemberAction,
  remove: removeMemberAction,
};

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
