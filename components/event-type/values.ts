import type { z } from "zod";
import { createEventTypeInput, type EventType } from "#domain/event-type/schema.ts";
import { readDocument } from "./document.ts";

/** An event type as its form holds it: everything as text. */
export type EventTypeTexts = { name: string; description: string; schema: string; example: string };
export type Issues = readonly { path: string; message: string }[];

export const NEW_EVENT_TYPE: EventTypeTexts = { name: "", description: "", schema: "", example: "" };

export function textsOf({ name, description, schema, example }: EventType): EventTypeTexts {
  const pretty = (document: object | null) => (document === null ? "" : JSON.stringify(document, null, 2));
  return { name, description, schema: pretty(schema), example: pretty(example) };
}

/** The texts as the operations take them, with what can be said against them before anybody is asked. */
export function toInput(texts: EventTypeTexts): { input: z.input<typeof createEventTypeInput>; issues: Issues } {
  const [schema, example] = [readDocument(texts.schema), readDocument(texts.example)];
  const input = {
    name: texts.name.trim(),
    description: texts.description,
    schema: schema.value,
    example: example.value,
  };
  const faults = [
    { path: "schema", message: schema.fault },
    { path: "example", message: example.fault },
  ].flatMap(({ path, message }) => (message === null ? [] : [{ path, message }]));
  const refused = (createEventTypeInput.safeParse(input).error?.issues ?? []).map(({ path, message }) => ({
    path: path.join("."),
    message,
  }));
  return { input, issues: [...faults, ...refused] };
}
