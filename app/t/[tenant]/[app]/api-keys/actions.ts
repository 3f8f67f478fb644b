"use server";

import { createApiKey } from "#domain/api-key/create.ts";
import { revokeApiKey } from "#domain/api-key/revoke.ts";
import { action } from "#http/action.ts";

export const createApiKeyAction = action(createApiKey);
export const revokeApiKeyAction = action(revokeApiKey);
