import type { Operation } from "#components/form/use-operation.ts";
import type { ActionOf } from "#components/query/call-action.ts";
import type { addMember } from "#domain/member/add.ts";
import type { listMembers } from "#domain/member/list.ts";
import type { removeMember } from "#domain/member/remove.ts";
import type { Member } from "#domain/member/schema.ts";
import type { updateMember } from "#domain/member/update.ts";

/** What the page lets its components do with the tenant's people: its operations as server actions. */
export type MemberActions = {
  list: ActionOf<typeof listMembers>;
  add: ActionOf<typeof addMember>;
  update: ActionOf<typeof updateMember>;
  remove: ActionOf<typeof removeMember>;
};

/** A person's role is changed, or they are taken out where no role is named. */
export type MemberChange = { userId: string; role?: Member["role"] };
export type ChangeMember = Operation<MemberChange>;

/** Whose queries tell of a person: what is read again after a write. */
export const MEMBER_NOUNS = ["members", "audit"];
