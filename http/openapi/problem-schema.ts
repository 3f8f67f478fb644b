import { z } from "zod";
import { ERROR_CODES } from "#domain/error.ts";
import type { Problem } from "../door/answer.ts";
import type { ProblemCode } from "./error-meanings.ts";

const codes: readonly ProblemCode[] = [...namesOf(ERROR_CODES), "internal_error"];

/** Every refusal, RFC 9457. */
export const problem: z.ZodType<Problem> = z
  .object({
    type: z.string().describe("Where the code is explained").meta({ example: "/docs/errors#not_found" }),
    title: z.string().describe("The code in words; always the same for a code"),
    status: z.int(),
    code: z.enum(codes),
    detail: z.string().describe("What is wrong this time, and what to do"),
    issues: z
      .array(z.object({ path: z.string().describe("Dotted; empty: the whole input"), message: z.string() }))
      .optional()
      .describe("One for each field that is wrong"),
    requestId: z.string().describe("Also in the header `x-request-id`. Quote it when you ask for help"),
  })
  .meta({ id: "Problem" });

/** `Object.keys` forgets the names' types; the object is a constant of ours, so they are exactly these. */
function namesOf<T extends object>(object: T): (keyof T)[] {
  return Object.keys(object) as (keyof T)[];
}
