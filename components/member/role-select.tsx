import { useState } from "react";
import { AlertDialog } from "#components/popup/popup.tsx";
import { NativeSelect } from "#components/ui/native-select.tsx";
import type { Member } from "#domain/member/schema.ts";
import { ROLE_CHOICES, type Role, roleNamed, roleWords } from "#domain/member/words.ts";
import type { ChangeMember } from "./actions.ts";

/** A person's role, changed where it stands. Whoever takes the people from themselves is asked first. */
export function RoleSelect(props: {
  member: Pick<Member, "id" | "name" | "role">;
  isSelf: boolean;
  change: ChangeMember;
}) {
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
