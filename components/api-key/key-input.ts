import type { z } from "zod";
import type { Refusal } from "#components/query/run-action.ts";
import type { createApiKeyInput } from "#domain/api-key/schema.ts";
import { expiresAt } from "./expiry.ts";
import type { KeyChoices } from "./key-fields.tsx";

type Input = z.input<typeof createApiKeyInput>;

/** The form's choices as the operation takes them, or what is wrong with them. */
export function toCreateInput(
  choices: KeyChoices,
  { appId, nowMs }: { appId: string; nowMs: number },
): { input: Input; refused: null } | { input: null; refused: Refusal } {
  const ends = expiresAt(choices.expiry, { day: choices.day, nowMs });
  if (ends === undefined) return refusedBy("expiresAt", "Choose a day");
  const input: Input = {
    name: choices.name,
    permissions: choices.access === "send" ? ["send_events"] : ["manage_webhooks", "send_events"],
    appId: choices.reach === "app" ? appId : null,
    expiresAt: ends,
  };
  if (input.name.trim() === "") return refusedBy("name", "Give it a name");
  return input.name.length > NAME_LENGTH_MAX
    ? refusedBy("name", `At most ${NAME_LENGTH_MAX} characters`)
    : { input, refused: null };
}

/** The API's own limit; told here so that the page need not carry the schemas' library. */
const NAME_LENGTH_MAX = 120;

function refusedBy(path: string, message: string): { input: null; refused: Refusal } {
  return { input: null, refused: { code: "invalid_request", detail: message, issues: [{ path, message }] } };
}
