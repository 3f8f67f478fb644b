"use client";

import { UserPlus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { z } from "zod";
import { ConfirmOperation } from "#components/form/confirm-operation.tsx";
import { RadioField, TextField } from "#components/form/field.tsx";
import { FormDialog } from "#components/form/form-dialog.tsx";
import { useOperation } from "#components/form/use-operation.ts";
import { useOperationForm } from "#components/form/use-operation-form.ts";
import { StaleBadge } from "#components/list/faces.tsx";
import { List, useList } from "#components/list/list.tsx";
import { usePlace } from "#components/place/place-context.tsx";
import { AlertDialog } from "#components/popup/popup.tsx";
import { toast } from "#components/popup/toast.tsx";
import { readAction } from "#components/query/call-action.ts";
import { Time } from "#components/time/time.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import { NativeSelect } from "#components/ui/native-select.tsx";
import { ErrorNotice } from "#components/ui/notice.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { type Column, column, DataTable, idOf } from "#components/ui/table.tsx";
import type { addMemberInput, Member } from "#domain/member/schema.ts";
import { ROLE_CHOICES, type Role, roleNamed, roleWords } from "#domain/member/words.ts";
import { type ChangeMember, MEMBER_NOUNS, type MemberActions, type MemberChange } from "./actions.ts";
import { memberList } from "./list.ts";

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
  return (
    <>
      <PageHeader
        title="Members"
        description="The people of this tenant, in all its apps."
        badge={<StaleBadge error={list.staleError} />}
        actions={<AddMember add={actions.add} />}
      />
      <ErrorNotice title="Nothing was changed" error={change.refusal} />
      <List list={list}>
        <DataTable label="Members" isBusy={list.isBusy} rows={list.rows} columns={columns} keyOf={idOf} />
      </List>
    </>
  );
}

type AddInput = z.input<typeof addMemberInput>;

function AddMember({ add }: Pick<MemberActions, "add">) {
  const place = usePlace();
  const form = useOperationForm((input) => add(place, input), {
    schema: async () => (await import("#domain/member/schema.ts")).addMemberInput,
    values: NOBODY,
    refetch: MEMBER_NOUNS,
    onDone: ({ name, role }) => toast.success(`${name} is ${roleWords(role)} now`),
  });
  return (
    <FormDialog
      form={form}
      trigger={{ variant: "primary", icon: <UserPlus />, children: "Add person" }}
      size="sm"
      title="Add a person"
      description="They need an account already: by single sign-on, or made by whoever operates Posthouse."
      submitLabel="Add person"
      pendingLabel="Adding…"
      refusedTitle="Nobody was added"
    >
      <TextField<AddInput> name="email" label="E-mail" type="email" placeholder="ada@example.com" />
      <RadioField<AddInput> name="role" label="Role" options={ROLE_CHOICES} />
    </FormDialog>
  );
}

const NOBODY: AddInput = { email: "", role: "operator" };

function RemoveMember(props: { member: Pick<Member, "id" | "name" | "email">; isSelf: boolean; change: ChangeMember }) {
  const { member, isSelf, change } = props;
  return (
    <ConfirmOperation
      operation={change}
      input={{ userId: member.id }}
      trigger={{
        size: "sm",
        "aria-label": isSelf ? "Leave this tenant" : `Remove ${member.name}`,
        children: isSelf ? "Leave" : "Remove",
      }}
      title={isSelf ? "Leave this tenant?" : `Remove ${member.name}?`}
      consequence={
        isSelf
          ? "You lose every page of it with your next step, and only another admin can let you in again."
          : `${member.email} loses every page of this tenant with the next step. API keys that they made go on working; revoke those that nobody else knows.`
      }
      confirmLabel={isSelf ? "Leave tenant" : "Remove person"}
      pendingLabel={isSelf ? "Leaving…" : "Removing…"}
    />
  );
}

function RoleSelect(props: { member: Pick<Member, "id" | "name" | "role">; isSelf: boolean; change: ChangeMember }) {
  const { member, isSelf } = props;
  const { run, isPending } = props.change;
  const [asked, setAsked] = useState<Role | null>(null);
  const change = (role: Role) => void run({ userId: member.id, role }).then(() => setAsked(null));
  return (
    <>
      <NativeSelect
        label={`Role of ${member.name}`}
        size="sm"
        className="w-28 max-sm:w-24"
        options={ROLE_CHOICES}
        value={member.role}
        isDisabled={isPending}
        onValueChange={(value) => {
          const role = roleNamed(value);
          if (role === member.role) return;
          if (isSelf) setAsked(role);
          else change(role);
        }}
      />
      <AlertDialog
        open={asked !== null}
        onOpenChange={(isOpen) => {
          if (!isOpen) setAsked(null);
        }}
        title={`Make yourself ${roleWords(asked ?? "member")}?`}
        consequence={
          asked === "operator"
            ? "You can no longer see or change who belongs to the tenant; only another admin can make you one again."
            : "You lose every page of this tenant with your next step; only another admin can give them back."
        }
        confirmLabel="Change my role"
        pendingLabel="Changing…"
        isPending={isPending}
        onConfirm={() => {
          if (asked !== null) change(asked);
        }}
      />
    </>
  );
}
