import { DOCUMENT_LENGTH_MAX } from "#domain/event-type/words.ts";
import { isJsonObject } from "#domain/rule/json-object.ts";

type JsonObject = Record<string, unknown>;

/** A schema or an example as it stands in its editor. `value` is null where it is empty, or where `fault` says why. */
export type Document = { value: JsonObject | null; fault: string | null };

/** Reads an editor's text: nothing, or one JSON object. */
export function readDocument(text: string): Document {
  if (text.trim() === "") return { value: null, fault: null };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { value: null, fault: `This is not JSON: ${error instanceof Error ? error.message : "it cannot be read"}` };
  }
  if (!isJsonObject(value)) return { value: null, fault: "It must be a JSON object: { … }" };
  if (JSON.stringify(value).length > DOCUMENT_LENGTH_MAX)
    return { value: null, fault: `It may have at most ${DOCUMENT_LENGTH_MAX / 1024} KiB.` };
  return { value, fault: null };
}

/** The text with one member a line; text that is no JSON stays as it is. */
export function tidyDocument(text: string): string {
  const { value } = readDocument(text);
  return value === null ? text : JSON.stringify(value, null, 2);
}
