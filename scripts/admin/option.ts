import { z } from "zod";
import { slug } from "#domain/app/schema.ts";
import { email } from "#domain/member/email.ts";

/** Options that several commands take. */
export const tenantOption = slug.describe("the tenant's slug");
export const emailOption = email.describe("the person's e-mail");
export const nameOption = (whose: string) => z.string().trim().min(1).max(120).describe(`the ${whose}'s name`);
