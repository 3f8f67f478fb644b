import type { RecentFigures } from "#domain/health/recent-figures.ts";
import { type HealthRow, serializeHealth, serializeLastStatus } from "#domain/health/serialize.ts";
import { formatId } from "#domain/id.ts";
import type { SecretSummary } from "#domain/secret/active-secrets.ts";
import type { EndpointRow } from "./find.ts";
import type { Endpoint } from "./schema.ts";

/** What the wire says of an endpoint besides its own row. */
export type EndpointFacts = {
  health: HealthRow | null;
  figures: RecentFigures | undefined;
  secrets: SecretSummary | undefined;
  suspensionMinSeconds: number;
};

/** An endpoint as the wire shows it: no secret, and of its headers only the names. */
export function serializeEndpoint(row: EndpointRow, { health, figures, secrets, ...rule }: EndpointFacts): Endpoint {
  return {
    object: "endpoint",
    id: formatId("ep", row.id),
    appId: formatId("app", row.appId),
    name: row.name,
    description: row.description,
    url: row.url,
    eventTypes: row.eventTypes,
    status: row.status,
    statusReason: row.statusReason,
    requestConfig: { timeoutMs: row.timeoutMs, headers: redacted(row.headerNames) },
    rateLimitPerSecond: row.rateLimitPerSecond,
    maxInFlight: row.maxInFlight,
    retrySchedule: row.retrySchedule,
    version: row.version,
    metadata: row.metadata,
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

function redacted(headerNames: readonly string[]): Record<string, "[redacted]"> {
  return Object.fromEntries(headerNames.map((name) => [name, "[redacted]"]));
}
