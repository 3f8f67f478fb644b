import { eq, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { endpoints } from "#db/schema/endpoint.ts";
import type { AppContext } from "#domain/app/resolve.ts";
import { operation } from "#domain/call/operation.ts";
import { notifyDue } from "#domain/delivery/wake.ts";
import { configuredPolicy } from "#domain/egress/configured-policy.ts";
import { DomainError } from "#domain/error.ts";
import { formatId } from "#domain/id.ts";
import { activeSecrets } from "#domain/secret/active-secrets.ts";
import { holdEndpoint } from "./find.ts";
import { type Handshake, shakeHands } from "./handshake.ts";
import { openHeaders } from "./header-box.ts";
import { endpointIdInput, verificationResult } from "./schema.ts";

export const verifyEndpoint = operation({
  id: "endpoint.verify",
  summary: "Verify that an endpoint's receiver listens",
  description:
    'Posts a signed `{ "type": "endpoint.verification", "challenge": "…" }`. The receiver must answer 2xx with JSON that ' +
    "holds the same `challenge` within 30 seconds.",
  permission: "manage_webhooks",
  scope: "app",
  input: endpointIdInput,
  output: verificationResult,
  audited: true,
  refusals: ["conflict"],
  outside: async ({ app, inTenant }, { id }) => {
    const handshake = await inTenant((tx) => prepare(tx, app, id));
    return { url: handshake.url, verdict: await shakeHands(handshake, { policy: configuredPolicy() }) };
  },
  run: async ({ app, tx, audit, outside: { url, verdict } }, { id }) => {
    const endpoint = await holdEndpoint(tx, app, id);
    if (endpoint.url !== url) throw new DomainError("conflict", "The URL was changed meanwhile. Verify it again.");
    const status = verdict.verified ? "verified" : "failed";
    const reason = verdict.verified ? null : verdict.reason;
    await tx
      .update(endpoints)
      .set({ verificationStatus: status, verificationCheckedAt: sql`now()`, verificationReason: reason })
      .where(eq(endpoints.id, id));
    if (verdict.verified) await notifyDue(tx);
    await audit({
      target: { type: "endpoint", id: formatId("ep", id) },
      before: { verification: endpoint.verificationStatus },
      after: { verification: status, reason },
    });
    return verdict;
  },
});

/** Held only to refuse a deleted endpoint: the transaction ends before anything is sent. */
async function prepare(tx: Tx, app: AppContext, id: string): Promise<Handshake> {
  const endpoint = await holdEndpoint(tx, app, id);
  const headers = await openHeaders(tx, endpoint, endpoint.headersEncrypted);
  return { url: endpoint.url, version: endpoint.version, headers, secrets: await activeSecrets(tx, id) };
}
