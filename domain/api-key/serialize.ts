import type { apiKeys } from "#db/schema/tenant.ts";
import { formatId } from "#domain/id.ts";
import type { ApiKey } from "./schema.ts";
import { KEY_PERMISSIONS } from "./words.ts";

export function serializeApiKey(row: typeof apiKeys.$inferSelect): ApiKey {
  return {
    object: "api_key",
    id: formatId("key", row.id),
    name: row.name,
    permissions: KEY_PERMISSIONS.filter((permission) => row.permissions.includes(permission)),
    appId: row.appId && formatId("app", row.appId),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
  };
}
