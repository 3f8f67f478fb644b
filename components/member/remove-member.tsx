import { ConfirmOperation } from "#components/form/confirm-operation.tsx";
import type { Member } from "#domain/member/schema.ts";
import type { ChangeMember } from "./actions.ts";

/** Takes somebody out of the tenant, after having said what that ends and what it does not. */
export function RemoveMember(props: {
  member: Pick<Member, "id" | "name" | "email">;
  isSelf: boolean;
  change: ChangeMember;
}) {
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
