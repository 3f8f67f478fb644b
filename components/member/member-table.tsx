import { Time } from "#components/time/time.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import { Table, TableBody, TableHead, Td, Th, Tr } from "#components/ui/table.tsx";
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
  return (
    <Table label="Members" isBusy={isBusy}>
      <TableHead>
        <Th>Name</Th>
        <Th className="max-sm:hidden">E-mail</Th>
        <Th className="w-36 max-sm:w-0 max-sm:px-1">Role</Th>
        <Th isNumeric className="max-md:hidden">
          Member since
        </Th>
        <Th isLabelHidden>Remove</Th>
      </TableHead>
      <TableBody>
        {rows.map((row) => {
          const isSelf = row.id === selfId;
          return (
            <Tr key={row.id}>
              <Td className="max-w-64 max-sm:max-w-32">
                <span className="flex min-w-0 items-center gap-2">
                  <span className="truncate font-medium">
                    <ForeignText text={row.name} />
                  </span>
                  {isSelf ? <Badge>You</Badge> : null}
                </span>
                <span className="block truncate text-ink-muted text-xs sm:hidden">{row.email}</span>
              </Td>
              <Td className="max-w-72 truncate text-ink-muted max-sm:hidden">{row.email}</Td>
              <Td className="max-sm:px-1">
                <RoleSelect member={row} isSelf={isSelf} change={change} />
              </Td>
              <Td isNumeric className="text-ink-muted max-md:hidden">
                <Time at={row.createdAt} isFocusable />
              </Td>
              <Td isNumeric className="w-0">
                <RemoveMember member={row} isSelf={isSelf} change={change} />
              </Td>
            </Tr>
          );
        })}
      </TableBody>
    </Table>
  );
}
