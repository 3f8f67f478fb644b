import type { ActionOf } from "#components/query/call-action.ts";
import type { createApiKey } from "#domain/api-key/create.ts";
import type { revokeApiKey } from "#domain/api-key/revoke.ts";

/** What the page lets its components do with API keys: its operations as server actions. */
export type ApiKeyActions = { create: ActionOf<typeof createApiKey>; revoke: ActionOf<typeof revokeApiKey> };

/** Whose queries tell of an API key: what is read again after a write. */
export const API_KEY_NOUNS = ["api-keys", "audit"];
