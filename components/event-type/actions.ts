import type { ActionOf } from "#components/query/call-action.ts";
import type { archiveEventType } from "#domain/event-type/archive.ts";
import type { checkEventType } from "#domain/event-type/check.ts";
import type { createEventType } from "#domain/event-type/create.ts";
import type { getEventTypeTraffic } from "#domain/event-type/get-traffic.ts";
import type { importEventTypes } from "#domain/event-type/import.ts";
import type { previewEventTypeImport } from "#domain/event-type/preview-import.ts";
import type { updateEventType } from "#domain/event-type/update.ts";

/** What the catalogue's pages let their components do: its operations as server actions. */
export type CreateAction = ActionOf<typeof createEventType>;
export type UpdateAction = ActionOf<typeof updateEventType>;
export type ArchiveAction = ActionOf<typeof archiveEventType>;
export type CheckAction = ActionOf<typeof checkEventType>;
export type TrafficAction = ActionOf<typeof getEventTypeTraffic>;
export type PreviewAction = ActionOf<typeof previewEventTypeImport>;
export type ImportAction = ActionOf<typeof importEventTypes>;

/** Whose queries tell of an event type: what is read again after a write. */
export const EVENT_TYPE_NOUNS = ["event-types", "event-type", "audit"];
