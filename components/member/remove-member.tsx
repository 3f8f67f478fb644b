import { useState, useTransition } from "react";
import { AlertDialog } from "#components/ui/alert-dialog.tsx";
import { Button } from "#components/ui/button.tsx";
import type { Member } from "#domain/member/schema.ts";

/** Takes somebody out of the tenant, after having said what that ends and what it does not. */
export function RemoveMember(props: {
  member: Pick<Member, "name" | "email">;
  isSelf: boolean;
  onRemove: () => Promise<void>;
}) {
  const { member, isSelf, onRemove } = props;
  const [isOpen, setIsOpen] = useState(false);
  const [isPending, start] = useTransition();
  return (
    <AlertDialog
      trigger={
        <Button size="sm" aria-label={isSelf ? "Leave this tenant" : `Remove ${member.name}`}>
          {isSelf ? "Leave" : "Remove"}
        </Button>
      }
      open={isOpen}
      onOpenChange={setIsOpen}
      title={isSelf ? "Leave this tenant?" : `Remove ${member.name}?`}
      consequence={
        isSelf
          ? "You lose every page of it with your next step, and only another admin can let you in again."
          : `${member.email} loses every page of this tenant with the next step. API keys that they made go on working; revoke those that nobody else knows.`
      }
      confirmLabel={isSelf ? "Leave tenant" : "Remove person"}
      pendingLabel={isSelf ? "Leaving…" : "Removing…"}
      isPending={isPending}
      onConfirm={() =>
        start(async () => {
          await onRemove();
          setIsOpen(false);
        })
      }
    />
  );
}
