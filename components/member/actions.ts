import type { z } from "zod";
import type { Operation } from "#components/form/use-operation.ts";
import type { Action } from "#components/query/call-action.ts";
import type {
  addMemberInput,
  listMembersInput,
  Member,
  memberIdInput,
  memberPage,
  removedMember,
  updateMemberInput,
} from "#domain/member/schema.ts";

type In<S extends z.ZodType> = z.input<S>;

/** What the page lets its components do with the tenant's people: its operations as server actions. */
export type MemberActions = {
  list: Action<In<typeof listMembersInput>, z.output<typeof memberPage>>;
  add: Action<In<typeof addMemberInput>, Member>;
  update: Action<In<typeof updateMemberInput>, Member>;
  remove: Action<In<typeof memberIdInput>, z.output<typeof removedMember>>;
};

/** A person's role is changed, or they are taken out where no role is named. */
export type MemberChange = { userId: string; role?: Member["role"] };
export type ChangeMember = Operation<MemberChange>;

/** Whose queries tell of a person: what is read again after a write. */
export const MEMBER_NOUNS = ["members", "audit"];
