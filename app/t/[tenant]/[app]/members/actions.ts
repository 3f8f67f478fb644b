"use server";

import { addMember } from "#domain/member/add.ts";
import { listMembers } from "#domain/member/list.ts";
import { removeMember } from "#domain/member/remove.ts";
import { updateMember } from "#domain/member/update.ts";
import { action } from "#http/action.ts";

export const listMembersAction = action(listMembers);
export const addMemberAction = action(addMember);
export const updateMemberAction = action(updateMember);
export const removeMemberAction = action(removeMember);
