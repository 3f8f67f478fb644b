import { and, eq, ne } from "drizzle-orm";
import type { z } from "zod";
import type { Tx } from "#db/client.ts";
import { endpointHealth, endpointLanes, endpoints } from "#db/schema/endpoint.ts";
import { type AppContext, holdApp } from "#domain/app/resolve.ts";
import { operation } from "#domain/call/operation.ts";
import { DomainError } from "#domain/error.ts";
import { FAN_OUT_MAX } from "#domain/event/routes.ts";
import { formatId } from "#domain/id.ts";
import { newId } from "#domain/new-id.ts";
import { createSigningSecret } from "#domain/secret/create.ts";
import type { EndpointRow } from "./find.ts";
import { createEndpointInput, endpointWithSecret } from "./schema.ts";
import { mergeHeaders, storedHeaders } from "./sealed-headers.ts";
import { auditedEndpoint, presentEndpoint } from "./serialize.ts";
import { judgedUrl } from "./url-input.ts";

/** As many as one event may go to, so that an app whose endpoints all take everything still works. */
export const ENDPOINTS_PER_APP_MAX = FAN_OUT_MAX;

const input = createEndpointInput.extend({ url: judgedUrl });

export const createEndpoint = operation({
  id: "endpoint.create",
  summary: "Create an endpoint",
  description: "The answer holds the signing secret. It is shown this once: keep it where the receiver can read it.",
  permission: "manage_webhooks",
  scope: "app",
  input,
  output: endpointWithSecret,
  audited: true,
  idempotent: true,
  refusals: ["state_forbids"],
  run: async ({ app, tx, audit }, settings) => {
    await refuseTooMany(tx, app);
    const row = await insertEndpoint(tx, app, settings);
    const owner = { tenantId: app.tenantId, endpointId: row.id };
    await tx.insert(endpointHealth).values(owner);
    await tx.insert(endpointLanes).values(owner);
    const secret = await createSigningSecret(tx, owner);
    await audit({ target: { type: "endpoint", id: formatId("ep", row.id) }, after: auditedEndpoint(row) });
    return { ...(await presentEndpoint(tx, app, row)), secret };
  },
});

async function refuseTooMany(tx: Tx, { tenantId, id }: AppContext): Promise<void> {
  await holdApp(tx, id);
  const live = and(eq(endpoints.tenantId, tenantId), eq(endpoints.appId, id), ne(endpoints.status, "inactive"));
  if ((await tx.$count(endpoints, live)) < ENDPOINTS_PER_APP_MAX) return;
  throw new DomainError(
    "state_forbids",
    `This app has ${ENDPOINTS_PER_APP_MAX} endpoints, the most it can have. Delete one, or use another app.`,
  );
}

async function insertEndpoint(
  tx: Tx,
  { tenantId, id: appId }: AppContext,
  settings: z.output<typeof input>,
): Promise<EndpointRow> {
  const { requestConfig, ...plain } = settings;
  const { headers, ...request } = requestConfig;
  const owner = { id: newId(), tenantId };
  const stored = await storedHeaders(tx, owner, mergeHeaders({}, headers));
  const values: typeof endpoints.$inferInsert = { ...owner, appId, ...plain, ...request, ...stored };
  const [row] = await tx.insert(endpoints).values(values).returning();
  if (!row) throw new Error("The endpoint was not stored.");
  return row;
}
