"use client";

import { useQueryClient } from "@tanstack/react-query";
import { UserPlus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { StaleBadge } from "#components/list/faces.tsx";
import { List } from "#components/list/list.tsx";
import { useList } from "#components/list/use-list.ts";
import { usePlace } from "#components/place/place-context.tsx";
import { readAction } from "#components/query/read-action.ts";
import { type Outcome, runAction } from "#components/query/run-action.ts";
import { Button } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import type { Member } from "#domain/member/schema.ts";
import type { MemberActions } from "./actions.ts";
import { AddMember } from "./add-member.tsx";
import { memberList } from "./list.ts";
import { MemberTable } from "./member-table.tsx";

/** The people of the tenant: what each may do, and the ways to change that. `selfId` is who looks. */
export function MemberList({ selfId, actions }: { selfId: string | null; actions: MemberActions }) {
  const place = usePlace();
  const list = useList(memberList, (_place, _path, { query }) => readAction(actions.list(place, query)));
  const { refusal, write } = useWrite(selfId);
  return (
    <>
      <PageHeader
        title="Members"
        description="The people of this tenant, in all its apps."
        badge={<StaleBadge error={list.staleError} />}
        actions={
          <AddMember
            add={actions.add}
            trigger={
              <Button variant="primary" icon={<UserPlus />}>
                Add person
              </Button>
            }
          />
        }
      />
      {refusal === null ? null : (
        <Notice tone="bad" title="Nothing was changed">
          {refusal}
        </Notice>
      )}
      <List list={list}>
        <MemberTable
          rows={list.rows}
          selfId={selfId}
          isBusy={list.isBusy}
          onRole={({ id }, role) => write(id, actions.update(place, { userId: id, role }))}
          onRemove={({ id }) => write(id, actions.remove(place, { userId: id }))}
        />
      </List>
    </>
  );
}

/** Changes somebody; who changed themselves meets the page anew, as what they now are. */
function useWrite(selfId: string | null) {
  const router = useRouter();
  const queryClient = useQueryClient();
  const [refusal, setRefusal] = useState<string | null>(null);
  const write = async (id: Member["id"], answer: Promise<Outcome<unknown>>): Promise<void> => {
    const outcome = await runAction(answer);
    setRefusal(outcome.ok ? null : outcome.refusal.detail);
    if (outcome.ok && id === selfId) router.refresh();
    await Promise.all(["members", "audit"].map((noun) => queryClient.invalidateQueries({ queryKey: [noun] })));
  };
  return { refusal, write };
}
