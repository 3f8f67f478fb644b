import { z } from "zod";
import { idInput, idOutput, pageInput, pageOutput, timestamp, timestampInput } from "#domain/field.ts";
import { KEY_PERMISSIONS } from "./words.ts";

export const keyPermission = z
  .enum(KEY_PERMISSIONS)
  .describe("`manage_webhooks`: the whole management API; `send_events`: posting events and nothing else");

export const apiKey = z
  .object({
    object: z.literal("api_key"),
    id: idOutput("key"),
    name: z.string(),
    permissions: z.array(keyPermission),
    appId: idOutput("app").nullable().describe("The one app the key is for; null: every app of the tenant"),
    expiresAt: timestamp.nullable(),
    revokedAt: timestamp.nullable(),
    lastUsedAt: timestamp.nullable().describe("To the minute"),
    createdAt: timestamp,
  })
  .meta({ id: "ApiKey" });
export type ApiKey = z.infer<typeof apiKey>;
export const apiKeyPage = pageOutput(apiKey);

const key = z.string().describe("What goes behind `Authorization: Bearer`. It is shown in this answer only.");
export const apiKeyWithKey = apiKey.extend({ key }).meta({ id: "ApiKeyWithKey" });

export const listApiKeysInput = z.strictObject(pageInput);
export const createApiKeyInput = z.strictObject({
  name: z.string().trim().min(1, "Give it a name").max(120, "At most 120 characters"),
  permissions: z.array(keyPermission).min(1).max(KEY_PERMISSIONS.length),
  appId: idInput("app").nullable().optional().describe("Left out: every app that its creator may use"),
  expiresAt: timestampInput.nullable().optional().describe("Left out: as long as its creator"),
});
export const apiKeyIdInput = z.strictObject({ id: idInput("key") });
export const revokedApiKey = z.object({
  id: idOutput("key"),
  deletedAt: timestamp.describe("When it stopped working"),
});
