import { z } from "zod";
import { idInput, idOutput, pageInput, pageOutput, timestamp, timestampInput, trimmedInput } from "#domain/field.ts";
import { NAME } from "#domain/rule/field.ts";
import { KEY_PERMISSION_WORDS, KEY_PERMISSIONS } from "./words.ts";

export const keyPermission = z
  .enum(KEY_PERMISSIONS)
  .describe(
    KEY_PERMISSIONS.map((permission) => `\`${permission}\`: ${KEY_PERMISSION_WORDS[permission].hint}`).join(" "),
  );

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
  name: trimmedInput(NAME).min(1, "Give it a name"),
  permissions: z.array(keyPermission).min(1).max(KEY_PERMISSIONS.length),
  appId: idInput("app").nullable().optional().describe("Left out: every app that its creator may use"),
  expiresAt: timestampInput.nullable().optional().describe("Left out: as long as its creator"),
});
export const apiKeyIdInput = z.strictObject({ id: idInput("key") });
export const revokedApiKey = z.object({
  id: idOutput("key"),
  deletedAt: timestamp.describe("When it stopped working"),
});
