import { EVENT_BYTES_MAX } from "#domain/event/words.ts";

/** What is wrong with a message as text, in one sentence; null where it may be sent. The server has the last word. */
export function messageFault(text: string): string | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return `This is not JSON: ${error instanceof Error ? error.message : "it cannot be read"}`;
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return "The message must be a JSON object.";
  if (!("type" in value) || typeof value.type !== "string") return 'Give it a "type", such as "order.paid".';
  return new TextEncoder().encode(text).length > EVENT_BYTES_MAX ? "A message may have at most 256 KiB." : null;
}
