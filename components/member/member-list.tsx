"use client";

import { UserPlus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useOperation } from "#components/form/use-operation.ts";
import { StaleBadge } from "#components/list/faces.tsx";
import { List } from "#components/list/list.tsx";
import { useList } from "#components/list/use-list.ts";
import { usePlace } from "#components/place/place-context.tsx";
import { readAction } from "#components/query/call-action.ts";
import { Notice } from "#components/ui/notice.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { MEMBER_NOUNS, type MemberActions, type MemberChange } from "./actions.ts";
import { AddMember } from "./add-member.tsx";
import { memberList } from "./list.ts";
import { MemberTable } from "./member-table.tsx";

/** The people of the tenant: what each may do, and the ways to change that. `selfId` is who looks. */
export function MemberList({ selfId, actions }: { selfId: string | null; actions: MemberActions }) {
  const place = usePlace();
  const list = useList(memberList, (_place, _path, { query }) => readAction(actions.list(place, query)));
  const router = useRouter();
  const change = useOperation<MemberChange, unknown>(
    ({ userId, role }) =>
      role === undefined ? actions.remove(place, { userId }) : actions.update(place, { userId, role }),
    {
      refetch: MEMBER_NOUNS,
      // Who changed themselves meets the page anew, as what they now are.
      onDone: (_, { userId }) => (userId === selfId ? router.refresh() : undefined),
    },
  );
  return (
    <>
      <PageHeader
        title="Members"
        description="The people of this tenant, in all its apps."
        badge={<StaleBadge error={list.staleError} />}
        actions={
          <AddMember add={actions.add} trigger={{ variant: "primary", icon: <UserPlus />, children: "Add person" }} />
        }
      />
      {change.refusal === null ? null : (
        <Notice tone="bad" title="Nothing was changed">
          {change.refusal.message}
        </Notice>
      )}
      <List list={list}>
        <MemberTable rows={list.rows} selfId={selfId} isBusy={list.isBusy} change={change} />
      </List>
    </>
  );
}
