import { Time } from "#components/time/time.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import { type Column, column, DataTable, idOf } from "#components/ui/table.tsx";
import type { Member } from "#domain/member/schema.ts";
import type { ChangeMember } from "./actions.ts";
import { RemoveMember } from "./remove-member.tsx";
import { RoleSelect } from "./role-select.tsx";

export type MemberTableProps = {
  rows: readonly Member[];
  selfId: string | null;
  isBusy: boolean;
  change: ChangeMember;
};

/** People, the newest account first. */
export function MemberTable({ rows, selfId, isBusy, change }: MemberTableProps) {
  const columns: readonly Column<Member>[] = [
    column("Name", { look: "max-w-64 max-sm:max-w-32" }, ({ id, name, email }) => (
      <>
        <span className="flex min-w-0 items-center gap-2">
          <span className="truncate font-medium">
            <ForeignText text={name} />
          </span>
          {id === selfId ? <Badge>You</Badge> : null}
        </span>
        <span className="block truncate text-ink-muted text-xs sm:hidden">{email}</span>
      </>
    )),
    column("E-mail", { size: "max-sm:hidden", look: "max-w-72 truncate text-ink-muted" }, ({ email }) => email),
    column("Role", { size: "w-36 max-sm:w-0 max-sm:px-1" }, (row) => (
      <RoleSelect member={row} isSelf={row.id === selfId} change={change} />
    )),
    column("Member since", { isNumeric: true, size: "max-md:hidden", look: "text-ink-muted" }, ({ createdAt }) => (
      <Time at={createdAt} isFocusable />
    )),
    column("Remove", { isLabelHidden: true, isNumeric: true, look: "w-0" }, (row) => (
      <RemoveMember member={row} isSelf={row.id === selfId} change={change} />
    )),
  ];
  return <DataTable label="Members" isBusy={isBusy} rows={rows} columns={columns} keyOf={idOf} />;
}
