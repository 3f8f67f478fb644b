import type { z } from "zod";
import type { Action } from "#components/query/call-action.ts";
import type {
  archivedEventType,
  checkEventTypeInput,
  checkedEventType,
  createEventTypeInput,
  EventType,
  eventTypeNameInput,
  eventTypeTraffic,
  eventTypeTrafficInput,
  importEventTypesInput,
  importedEventTypes,
  previewedEventTypes,
  updateEventTypeInput,
} from "#domain/event-type/schema.ts";

type In<S extends z.ZodType> = z.input<S>;
type Out<S extends z.ZodType> = z.output<S>;

/** What the catalogue's pages let their components do: its operations as server actions. */
export type CreateAction = Action<In<typeof createEventTypeInput>, EventType>;
export type UpdateAction = Action<In<typeof updateEventTypeInput>, EventType>;
export type ArchiveAction = Action<In<typeof eventTypeNameInput>, Out<typeof archivedEventType>>;
export type CheckAction = Action<In<typeof checkEventTypeInput>, Out<typeof checkedEventType>>;
export type TrafficAction = Action<In<typeof eventTypeTrafficInput>, Out<typeof eventTypeTraffic>>;
export type PreviewAction = Action<In<typeof importEventTypesInput>, Out<typeof previewedEventTypes>>;
export type ImportAction = Action<In<typeof importEventTypesInput>, Out<typeof importedEventTypes>>;

/** Whose queries tell of an event type: what is read again after a write. */
export const EVENT_TYPE_NOUNS = ["event-types", "event-type", "audit"];
