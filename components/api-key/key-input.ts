import type { z } from "zod";
import type { Refusal } from "#components/query/run-action.ts";
import { createApiKeyInput } from "#domain/api-key/schema.ts";
import { expiresAt } from "./expiry.ts";
import type { KeyChoices } from "./key-fields.tsx";

type Input = z.input<typeof createApiKeyInput>;

/** The form's choices as the operation takes them, judged by its own schema; or what is wrong with them. */
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
  const name = createApiKeyInput.shape.name.safeParse(input.name);
  if (name.success) return { input, refused: null };
  return refusedBy("name", input.name.trim() === "" ? "Give it a name" : "At most 120 characters");
}

function refusedBy(path: string, message: string): { input: null; refused: Refusal } {
  return { input: null, refused: { code: "invalid_request", detail: message, issues: [{ path, message }] } };
}
