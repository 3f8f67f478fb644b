import type { RecentFigures } from "#domain/health/recent-figures.ts";
import { type HealthRow, serializeHealth, serializeLastStatus } from "#domain/health/serialize.ts";
import { formatId } from "#domain/id.ts";
import { fieldsNamedIn } from "#domain/rule/field.ts";
import type { SecretSummary } from "#domain/secret/active-secrets.ts";
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
    requestConfig: { timeoutMs, headers: redacted(headerNames) },
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

function redacted(headerNames: readonly string[]): Record<string, "[redacted]"> {
  return Object.fromEntries(headerNames.map((name) => [name, "[redacted]"]));
}
