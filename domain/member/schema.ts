import { z } from "zod";
import { idInput, idOutput, pageInput, pageOutput, timestamp } from "#domain/field.ts";
import { email } from "./email.ts";
import { ROLE_WORDS, ROLES } from "./words.ts";

export const role = z.enum(ROLES).describe(ROLES.map((one) => `\`${one}\`: ${ROLE_WORDS[one].hint}`).join(" "));

export const member = z
  .object({
    object: z.literal("member"),
    id: idOutput("usr").describe("The person's id: the same in every tenant they belong to"),
    email: z.string(),
    name: z.string(),
    role,
    createdAt: timestamp.describe("When they became a member"),
  })
  .meta({ id: "Member" });
export type Member = z.infer<typeof member>;
export const memberPage = pageOutput(member);

export const listMembersInput = z.strictObject(pageInput);
export const addMemberInput = z.strictObject({ email: email.meta({ example: "ada@example.com" }), role });
export const updateMemberInput = z.strictObject({ userId: idInput("usr"), role });
export const memberIdInput = z.strictObject({ userId: idInput("usr") });
export const removedMember = z.object({ id: idOutput("usr"), deletedAt: timestamp });
