import { operation } from "#domain/call/operation.ts";
import { findEventType } from "./find.ts";
import { eventType, eventTypeNameInput } from "./schema.ts";
import { serializeEventType } from "./serialize.ts";

export const getEventType = operation({
  id: "event_type.get",
  summary: "Get an event type",
  permission: "manage_webhooks",
  scope: "app",
  input: eventTypeNameInput,
  output: eventType,
  audited: false,
  run: async ({ app, tx }, { name }) => serializeEventType(await findEventType(tx, app, name)),
});
