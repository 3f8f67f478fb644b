import type { z } from "zod";
import type { Action } from "#components/query/call-action.ts";
import type { App, createAppInput, updateAppInput } from "#domain/app/schema.ts";

export type UpdateAppAction = Action<z.input<typeof updateAppInput>, App>;
export type CreateAppAction = Action<z.input<typeof createAppInput>, App>;
