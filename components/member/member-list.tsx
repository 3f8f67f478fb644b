"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { UserPlus } from "lucide-react";
import { usePathname, useRouter } from "next/navigation";
import { useQueryStates } from "nuqs";
import { useState } from "react";
import { usePlace } from "#components/place/place-context.tsx";
import { type Outcome, runAction } from "#components/query/run-action.ts";
import { StaleBadge } from "#components/query/stale-badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { CursorPages } from "#components/ui/cursor-pages.tsx";
import { ErrorState } from "#components/ui/error-state.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { SkeletonTable } from "#components/ui/skeleton.tsx";
import type { Member } from "#domain/member/schema.ts";
import type { MemberActions } from "./actions.ts";
import { AddMember } from "./add-member.tsx";
import { MemberTable } from "./member-table.tsx";
import { MEMBER_PAGE_ROWS, memberPageParsers, membersHref } from "./pages.ts";
import { memberListQuery } from "./queries.ts";

/** The people of the tenant: what each may do, and the ways to change that. `selfId` is who looks. */
export function MemberList({ selfId, actions }: { selfId: string | null; actions: MemberActions }) {
  const place = usePlace();
  const pathname = usePathname();
  const [{ pages }] = useQueryStates(memberPageParsers);
  const list = useQuery(memberListQuery(place, pages, actions.list));
  const rows = list.data?.data ?? [];
  const { refusal, write } = useWrite(selfId);
  return (
    <>
      <PageHeader
        title="Members"
        description="The people of this tenant, in all its apps."
        badge={<StaleBadge error={rows.length === 0 ? null : list.error} />}
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
      {list.isPending ? (
        <SkeletonTable label="members" rows={4} columns={4} />
      ) : rows.length === 0 && list.error !== null ? (
        <ErrorState
          title="The people could not be loaded"
          sentence={list.error.message}
          action={<Button onClick={() => void list.refetch()}>Try again</Button>}
        />
      ) : (
        <MemberTable
          rows={rows}
          selfId={selfId}
          isBusy={list.isPlaceholderData}
          onRole={({ id }, role) => write(id, actions.update(place, { userId: id, role }))}
          onRemove={({ id }) => write(id, actions.remove(place, { userId: id }))}
        />
      )}
      <CursorPages
        pages={pages}
        nextCursor={list.data?.nextCursor ?? null}
        count={rows.length}
        rowsPerPage={MEMBER_PAGE_ROWS}
        hrefOf={(next) => membersHref(pathname, { pages: next })}
      />
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
