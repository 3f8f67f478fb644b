import { and, eq, inArray, isNull } from "drizzle-orm";
import type { Database, Tx } from "#db/client.ts";
import { eventTypes } from "#db/schema/event.ts";
import { DomainError } from "#domain/error.ts";
import { type JsonSchema, schemaMismatches } from "#domain/event-type/json-schema.ts";
import type { Message } from "./parse-message.ts";

/** The app's settings that say how far its catalogue binds. */
export type CatalogueRules = {
  id: string;
  tenantId: string;
  requireKnownEventTypes: boolean;
  validateEvents: boolean;
};

/**
 * Holds messages against the app's catalogue as far as its settings ask for it: one refusal, or null, for each message
 * in turn. Archived event types count as unknown. Costs nothing where both settings are off.
 */
export async function judgeByCatalogue(
  db: Database | Tx,
  app: CatalogueRules,
  messages: readonly Message[],
): Promise<(DomainError | null)[]> {
  if (!app.requireKnownEventTypes && !app.validateEvents) return messages.map(() => null);
  const catalogue = await schemasByType(db, app, new Set(messages.map(({ type }) => type)));
  return messages.map(({ type, value }) => {
    const schema = catalogue.get(type);
    if (schema === undefined) return app.requireKnownEventTypes ? unknownType(type) : null;
    return app.validateEvents && schema !== null ? mismatch(type, schema, value) : null;
  });
}

/** The schemas of those types that are in the catalogue; null for a type without one. */
async function schemasByType(db: Database | Tx, app: CatalogueRules, types: Set<string>) {
  const rows = await db
    .select({ name: eventTypes.name, schema: eventTypes.schema })
    .from(eventTypes)
    .where(
      and(
        eq(eventTypes.tenantId, app.tenantId),
        eq(eventTypes.appId, app.id),
        inArray(eventTypes.name, [...types]),
        isNull(eventTypes.archivedAt),
      ),
    );
  return new Map(rows.map(({ name, schema }) => [name, schema]));
}

function unknownType(type: string): DomainError {
  return new DomainError("unknown_event_type", `Add ${type} to the app's event types, or send a type that is there.`, {
    issues: [{ path: "type", message: "Not in the catalogue" }],
  });
}

function mismatch(type: string, schema: JsonSchema, value: unknown): DomainError | null {
  const issues = schemaMismatches(schema, value);
  if (issues.length === 0) return null;
  return new DomainError("event_schema_mismatch", `Correct the message to match the schema of ${type}.`, { issues });
}
