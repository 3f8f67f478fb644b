"use server";

import { acceptEvent } from "#domain/event/accept.ts";
import { action } from "#http/action.ts";

export const sendEventAction = action(acceptEvent);
