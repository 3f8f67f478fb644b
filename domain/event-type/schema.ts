import { z } from "zod";
import {
  flag,
  idOutput,
  jsonObjectUpTo,
  MALFORMED_ID,
  pageInput,
  pageOutput,
  textInput,
  timestamp,
  trimmedInput,
} from "#domain/field.ts";
import { DESCRIPTION, textFault } from "#domain/rule/field.ts";
import { EVENT_TYPE_NAME, EVENT_TYPE_PATTERN } from "./rule/name.ts";
import { DOCUMENT_LENGTH_MAX, IMPORT_ROWS_MAX, TAKEN_NAMES } from "./words.ts";

export const eventTypeName = textInput(EVENT_TYPE_NAME).meta({ example: "order.paid" });
export const eventTypePattern = textInput(EVENT_TYPE_PATTERN).meta({ example: "order.*" });

const jsonObject = jsonObjectUpTo(DOCUMENT_LENGTH_MAX);

export const eventType = z
  .object({
    object: z.literal("event_type"),
    id: z.string().describe("The name"),
    appId: idOutput("app"),
    name: z.string(),
    description: z.string(),
    schema: z.record(z.string(), z.unknown()).nullable().describe("JSON Schema (2020-12, or draft 7 by $schema)"),
    example: z.record(z.string(), z.unknown()).nullable().describe("A whole message, with its type"),
    archivedAt: timestamp.nullable(),
    createdAt: timestamp,
    updatedAt: timestamp,
  })
  .meta({ id: "EventType" });
export type EventType = z.infer<typeof eventType>;
export const eventTypePage = pageOutput(eventType);
export const archivedEventType = z.object({ id: z.string(), archivedAt: timestamp });

const writable = {
  description: trimmedInput(DESCRIPTION),
  schema: jsonObject.nullable().describe("JSON Schema (2020-12, or draft 7 by $schema) of the whole message"),
  example: jsonObject.nullable().describe("A message of this type; `type` is filled in when left out"),
};

const catalogueName = eventTypeName.refine((name) => !TAKEN_NAMES.includes(name), "This name is taken. Use another");

export const createEventTypeInput = z.strictObject({
  name: catalogueName,
  description: writable.description.default(""),
  schema: writable.schema.default(null),
  example: writable.example.default(null),
});

/** A name in a path: one that cannot be is answered like one that is not there. */
const namedInPath = z
  .string()
  .meta({ example: "order.paid" })
  .transform((text, context) => {
    if (textFault(EVENT_TYPE_NAME, text) === null) return text;
    context.issues.push({
      code: "custom",
      input: text,
      message: "No event type's name",
      params: { [MALFORMED_ID]: true },
    });
    return z.NEVER;
  });

export const updateEventTypeInput = z.strictObject({
  name: namedInPath,
  ...z.strictObject(writable).partial().shape,
  archived: z.boolean().optional().describe("false brings an archived event type back"),
});

export const importEventTypesInput = z.strictObject({
  eventTypes: z
    .array(createEventTypeInput)
    .min(1)
    .max(IMPORT_ROWS_MAX)
    .superRefine((rows, context) => {
      const seen = new Set<string>();
      for (const [at, { name }] of rows.entries()) {
        if (seen.has(name))
          context.addIssue({ code: "custom", path: [at, "name"], message: "Stands in the list twice" });
        seen.add(name);
      }
    }),
});
export const importedEventTypes = z.object({ created: z.int(), updated: z.int(), unchanged: z.int() });

/** What an import would do to each row of its list, in the list's order. `emptied` are the fields that lose what they hold. */
export const previewedEventTypes = z.object({
  data: z.array(
    z.object({
      name: z.string(),
      effect: z.enum(["created", "updated", "restored", "unchanged"]),
      emptied: z.array(z.enum(["description", "schema", "example"])),
    }),
  ),
});
export type PreviewedEventType = z.infer<typeof previewedEventTypes>["data"][number];

export const checkEventTypeInput = z.strictObject({
  name: eventTypeName,
  schema: writable.schema.default(null),
  example: writable.example.default(null),
});
export const checkedEventType = z.object({
  example: z.record(z.string(), z.unknown()).nullable().describe("As it would be kept: a whole message"),
});

export const eventTypeTrafficInput = z.strictObject({ names: z.array(eventTypeName).min(1).max(100) });
export const eventTypeTraffic = z.object({
  data: z.array(
    z.object({
      name: z.string(),
      events: z.int().describe("In the last 24 hours, as far as they were counted"),
      isMore: z.boolean().describe("Whether counting stopped before the last of them"),
    }),
  ),
});

export const eventTypeNameInput = z.strictObject({ name: namedInPath });

export const listEventTypesInput = z.strictObject({
  q: z.string().max(EVENT_TYPE_NAME.lengthMax).optional().describe("Part of the name or the description"),
  archived: flag.default(false).describe("Whether archived ones are listed too"),
  ...pageInput,
});
