import { inArray } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { endpointHealth } from "#db/schema/endpoint.ts";
import type { AppContext } from "#domain/app/resolve.ts";
import { type RecentFigures, recentFigures } from "#domain/health/recent-figures.ts";
import { type HealthRow, serializeHealth, serializeLastStatus } from "#domain/health/serialize.ts";
import { formatId } from "#domain/id.ts";
import { fieldsNamedIn } from "#domain/rule/field.ts";
import { type SecretSummary, secretSummaries } from "#domain/secret/active-secrets.ts";
import type { EndpointRow } from "./find.ts";
import type { Endpoint } from "./schema.ts";
import { ENDPOINT_SETTINGS } from "./words.ts";

/** What the wire says of an endpoint besides its own row. */
export type EndpointFacts = {
  health: HealthRow | null;
  figures: RecentFigures | undefined;
  secrets: SecretSummary | undefined;
  suspensionMinSeconds: number;
};

/** An endpoint as the wire shows it: no secret, and of its headers only the names. */
export function serializeEndpoint(row: EndpointRow, { health, figures, secrets, ...rule }: EndpointFacts): Endpoint {
  const { timeoutMs, headerNames, ...settings } = fieldsNamedIn(ENDPOINT_SETTINGS, row);
  return {
    object: "endpoint",
    id: formatId("ep", row.id),
    appId: formatId("app", row.appId),
    ...settings,
    requestConfig: { timeoutMs, headers: Object.fromEntries(headerNames.map((name) => [name, "[redacted]"])) },
    status: row.status,
    statusReason: row.statusReason,
    signingSecretLast4: secrets?.last4 ?? "",
    previousSecretExpiresAt: secrets?.previousSecretExpiresAt?.toISOString() ?? null,
    verification: {
      status: row.verificationStatus,
      checkedAt: row.verificationCheckedAt?.toISOString() ?? null,
      reason: row.verificationReason,
    },
    health: serializeHealth(health, { figures, status: row.status, ...rule }),
    lastStatus: serializeLastStatus(health),
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    deletedAt: row.deletedAt?.toISOString() ?? null,
  };
}

/** What the audit log keeps of an endpoint: its settings, and of its headers only the names. */
export function auditedEndpoint(row: EndpointRow) {
  const { status, statusReason, verificationStatus: verification } = row;
  return { ...fieldsNamedIn(ENDPOINT_SETTINGS, row), status, statusReason, verification };
}

/** Endpoints of an app as the wire shows them, in the order given: three queries for any number. */
export async function presentEndpoints(tx: Tx, app: AppContext, rows: readonly EndpointRow[]): Promise<Endpoint[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const healthRows = await tx.select().from(endpointHealth).where(inArray(endpointHealth.endpointId, ids));
  const health = new Map(healthRows.map((row) => [row.endpointId, row]));
  const figures = await recentFigures(tx, ids);
  const secrets = await secretSummaries(tx, ids);
  return rows.map((row) =>
    serializeEndpoint(row, {
      health: health.get(row.id) ?? null,
      figures: figures.get(row.id),
      secrets: secrets.get(row.id),
      suspensionMinSeconds: app.suspensionMinSeconds,
    }),
  );
}

/** One endpoint as the wire shows it. */
export async function presentEndpoint(tx: Tx, app: AppContext, row: EndpointRow): Promise<Endpoint> {
  const [endpoint] = await presentEndpoints(tx, app, [row]);
  if (!endpoint) throw new Error("An endpoint went in and none came out.");
  return endpoint;
}
