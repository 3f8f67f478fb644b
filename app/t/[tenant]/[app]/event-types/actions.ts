"use server";

import { archiveEventType } from "#domain/event-type/archive.ts";
import { checkEventType } from "#domain/event-type/check.ts";
import { createEventType } from "#domain/event-type/create.ts";
import { getEventTypeTraffic } from "#domain/event-type/get-traffic.ts";
import { importEventTypes } from "#domain/event-type/import.ts";
import { previewEventTypeImport } from "#domain/event-type/preview-import.ts";
import { updateEventType } from "#domain/event-type/update.ts";
import { action } from "#http/action.ts";

export const createEventTypeAction = action(createEventType);
export const updateEventTypeAction = action(updateEventType);
export const archiveEventTypeAction = action(archiveEventType);
export const checkEventTypeAction = action(checkEventType);
export const getTrafficAction = action(getEventTypeTraffic);
export const previewImportAction = action(previewEventTypeImport);
export const importEventTypesAction = action(importEventTypes);
