"use server";

import { createApp } from "#domain/app/create.ts";
import { updateApp } from "#domain/app/update.ts";
import { action } from "#http/action.ts";

export const createAppAction = action(createApp);
export const updateAppAction = action(updateApp);
