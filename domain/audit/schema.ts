import { z } from "zod";
import { exampleId, idOutput, pageInput, pageOutput, textInput, timestamp, timestampInput } from "#domain/field.ts";
import { ACTOR_TYPES, AUDIT_FILTERS } from "./words.ts";

const facts = z.record(z.string(), z.unknown()).nullable();

export const auditEntry = z
  .object({
    object: z.literal("audit_entry"),
    id: idOutput("aud"),
    actor: z.object({
      type: z.enum(ACTOR_TYPES),
      id: z.string().nullable().describe("A person's or an API key's id; null: Posthouse itself or its operator"),
      name: z.string(),
    }),
    action: z.string().meta({ example: "endpoint.update" }),
    target: z.object({ type: z.string(), id: z.string().nullable().describe("Its id, or its name if it has none") }),
    before: facts,
    after: facts,
    ip: z.string().nullable(),
    requestId: z.string(),
    createdAt: timestamp,
  })
  .meta({ id: "AuditEntry" });
export type AuditEntry = z.infer<typeof auditEntry>;
export const auditPage = pageOutput(auditEntry);

export const listAuditInput = z.strictObject({
  action: textInput(AUDIT_FILTERS.action).optional().meta({ example: "endpoint.update" }),
  actor: textInput(AUDIT_FILTERS.actor)
    .optional()
    .describe("A person's or an API key's id")
    .meta({ example: exampleId("usr") }),
  target: textInput(AUDIT_FILTERS.target)
    .optional()
    .describe("The id of what was changed, or an event type's name")
    .meta({ example: exampleId("ep") }),
  after: timestampInput.optional(),
  before: timestampInput.optional(),
  ...pageInput,
});
