import { eq } from "drizzle-orm";
import type { z } from "zod";
import type { Tx } from "#db/client.ts";
import { endpointHealth, endpoints } from "#db/schema/endpoint.ts";
import { changedFacts } from "#domain/audit/write.ts";
import { operation } from "#domain/call/operation.ts";
import { databaseNow } from "#domain/clock.ts";
import { notifyDue } from "#domain/delivery/wake.ts";
import { storeOperationalEvents } from "#domain/event/operational.ts";
import { formatId } from "#domain/id.ts";
import { type EndpointRow, holdEndpoint } from "./find.ts";
import { endpoint, updateEndpointInput } from "./schema.ts";
import { mergeHeaders, openHeaders, storedHeaders } from "./sealed-headers.ts";
import { auditedEndpoint, presentEndpoint } from "./serialize.ts";
import { judgedUrl } from "./url-input.ts";

const input = updateEndpointInput.extend({ url: judgedUrl.optional() });

export const updateEndpoint = operation({
  id: "endpoint.update",
  summary: "Change an endpoint",
  description:
    "What is left out stays as it is; header values are merged, null removes one. `status` pauses or resumes, also from " +
    "suspended. A new URL keeps the signing secret and must be verified again.",
  permission: "manage_webhooks",
  scope: "app",
  input,
  output: endpoint,
  audited: true,
  refusals: ["conflict"],
  run: async ({ app, tx, audit }, { id, status, requestConfig = {}, ...plain }) => {
    const { headers, ...request } = requestConfig;
    const before = await holdEndpoint(tx, app, id);
    const resumes = status === "active" && before.status !== "active";
    if (resumes) await endStreak(tx, before);
    const change = {
      ...plain,
      ...request,
      ...(await changedHeaders(tx, before, headers)),
      ...changedStatus(before, status),
      ...(plain.url === undefined || plain.url === before.url ? {} : NOT_VERIFIED),
      updatedAt: await databaseNow(tx),
    };
    const [after] = await tx.update(endpoints).set(change).where(eq(endpoints.id, id)).returning();
    if (!after) throw new Error("The endpoint that was held is gone.");
    if (resumes) await startAfresh(tx, before, after);
    const changed = changedFacts(auditedEndpoint(before), auditedEndpoint(after));
    const valuesSet = Object.keys(headers ?? {});
    await audit({
      target: { type: "endpoint", id: formatId("ep", id) },
      before: changed.before,
      after: valuesSet.length === 0 ? changed.after : { ...changed.after, headerValuesChanged: valuesSet },
    });
    return presentEndpoint(tx, app, after);
  },
});

const NOT_VERIFIED = {
  verificationStatus: "unverified",
  verificationCheckedAt: null,
  verificationReason: null,
} as const;

type Requested = z.output<typeof input>;

async function changedHeaders(tx: Tx, before: EndpointRow, change: NonNullable<Requested["requestConfig"]>["headers"]) {
  if (change === undefined) return {};
  const current = await openHeaders(tx, before, before.headersEncrypted);
  return storedHeaders(tx, before, mergeHeaders(current, change));
}

/** Asking for the status an endpoint has changes nothing, so that what suspended it is not forgotten by accident. */
function changedStatus({ status: current }: EndpointRow, wanted: Requested["status"]) {
  if (wanted === undefined || wanted === current) return {};
  return { status: wanted, statusReason: wanted === "paused" ? ("manual" as const) : null };
}

/** Before the endpoint's own row is written, in the order in which results are recorded, so that neither waits for the other. */
async function endStreak(tx: Tx, { id, tenantId }: EndpointRow): Promise<void> {
  const noStreak = { consecutiveFailures: 0, failingSince: null, warnedPercent: 0 };
  await tx
    .insert(endpointHealth)
    .values({ endpointId: id, tenantId, ...noStreak })
    .onConflictDoUpdate({ target: endpointHealth.endpointId, set: noStreak });
}

/** A resumed endpoint is given the benefit of the doubt: its streak has ended, and what waited goes out. Others are told. */
async function startAfresh(tx: Tx, before: EndpointRow, after: EndpointRow): Promise<void> {
  const { id, tenantId, appId, name, updatedAt: at } = after;
  await notifyDue(tx);
  const facts = { previousStatus: before.status, previousReason: before.statusReason };
  await storeOperationalEvents(tx, [{ tenantId, appId, type: "endpoint.resumed", at, endpoint: { id, name }, facts }]);
}
