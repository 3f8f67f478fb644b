import type { ActionOf } from "#components/query/call-action.ts";
import type { createApp } from "#domain/app/create.ts";
import type { updateApp } from "#domain/app/update.ts";

export type UpdateAppAction = ActionOf<typeof updateApp>;
export type CreateAppAction = ActionOf<typeof createApp>;
