import type { z } from "zod";
import type { Action } from "#components/query/call-action.ts";
import type { apiKeyIdInput, apiKeyWithKey, createApiKeyInput, revokedApiKey } from "#domain/api-key/schema.ts";

/** What the page lets its components do with API keys: its operations as server actions. */
export type ApiKeyActions = {
  create: Action<z.input<typeof createApiKeyInput>, z.output<typeof apiKeyWithKey>>;
  revoke: Action<z.input<typeof apiKeyIdInput>, z.output<typeof revokedApiKey>>;
};

/** Whose queries tell of an API key: what is read again after a write. */
export const API_KEY_NOUNS = ["api-keys", "audit"];
