import { and, eq, ne } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { endpoints, signingSecrets } from "#db/schema/endpoint.ts";
import { eventPayloads, events } from "#db/schema/event.ts";
import type { AppContext } from "#domain/app/resolve.ts";
import { operation } from "#domain/call/operation.ts";
import { databaseNow } from "#domain/clock.ts";
import { formatId, parseId } from "#domain/id.ts";
import { NEWEST_FIRST, signingSecretPlace } from "#domain/secret/active-secrets.ts";
import {
  diagnoseSignature,
  type KnownSecret,
  readSeenHeaders,
  type SignatureCause,
} from "#domain/secret/diagnose-signature.ts";
import { decrypt } from "#domain/secret/envelope.ts";
import { debugSignatureInput, type SignatureDiagnosis, signatureDiagnosis } from "#domain/secret/schema.ts";
import { findEndpoint } from "./find.ts";

/** The most secrets of other endpoints that are tried. */
const OTHER_SECRETS_MAX = 1000;

/** Says why a receiver refused what this endpoint got. Secrets are used here and shown nowhere. */
export const debugSignature = operation({
  id: "endpoint.debug_signature",
  summary: "Find out why a receiver refuses a message",
  permission: "manage_webhooks",
  scope: "app",
  input: debugSignatureInput,
  output: signatureDiagnosis,
  audited: false,
  run: async ({ app, tx }, { id, headers: pasted, body, checkedAt, receiverLast4 }) => {
    await findEndpoint(tx, app, id);
    const headers = readSeenHeaders(pasted);
    const message = {
      headers,
      body: Buffer.from(body),
      checkedAtSeconds: checkedAt ? Math.floor(checkedAt.getTime() / 1000) : null,
      receiverLast4: receiverLast4 ?? null,
    };
    const sent = await sentUnder(tx, app, headers.id);
    const own = await knownSecrets(tx, app, { endpointId: id, isOwn: true });
    const others = await knownSecrets(tx, app, { endpointId: id, isOwn: false });
    return toWire(diagnoseSignature(message, { secrets: [...own, ...others], ...sent }), headers);
  },
});

/** The bytes that were sent under a message's id, which is its event's. */
async function sentUnder(tx: Tx, app: AppContext, messageId: string | undefined) {
  const eventId = messageId === undefined ? null : parseId("evt", messageId);
  if (eventId === null) return { sentBody: null, isKnownEvent: false };
  const [row] = await tx
    .select({ body: eventPayloads.body })
    .from(events)
    .leftJoin(eventPayloads, eq(eventPayloads.id, events.id))
    .where(and(eq(events.id, eventId), eq(events.tenantId, app.tenantId), eq(events.appId, app.id)));
  return { sentBody: row?.body ?? null, isKnownEvent: row !== undefined };
}

/** Those of the endpoint, ended ones included as long as they are kept, or those of the app's other endpoints. */
async function knownSecrets(
  tx: Tx,
  app: AppContext,
  { endpointId, isOwn }: { endpointId: string; isOwn: boolean },
): Promise<KnownSecret[]> {
  const { tenantId } = app;
  const rows = await tx
    .select({ secret: signingSecrets, name: endpoints.name, url: endpoints.url })
    .from(signingSecrets)
    .innerJoin(endpoints, eq(endpoints.id, signingSecrets.endpointId))
    .where(
      and(
        eq(endpoints.tenantId, tenantId),
        eq(endpoints.appId, app.id),
        isOwn ? eq(endpoints.id, endpointId) : ne(endpoints.id, endpointId),
      ),
    )
    .orderBy(...NEWEST_FIRST)
    .limit(OTHER_SECRETS_MAX);
  const now = await databaseNow(tx);
  return Promise.all(
    rows.map(async ({ secret: { id, encrypted, last4, expiresAt, endpointId: ownerId }, name, url }) => ({
      secret: await decrypt(tx, signingSecretPlace(tenantId, id), encrypted),
      last4,
      owner: isOwn ? null : { id: formatId("ep", ownerId), name: name || url },
      endedAt: expiresAt !== null && expiresAt <= now ? expiresAt : null,
    })),
  );
}

/** Every field is named, so that no secret leaves by accident. */
function toWire(cause: SignatureCause, { timestamp }: { timestamp: string | undefined }): SignatureDiagnosis {
  const signedAtMs = /^\d{1,12}$/.test(timestamp ?? "") ? Number(timestamp) * 1000 : Number.NaN;
  const secret = cause.cause === "receiver_secret" ? cause.matches : "secret" in cause ? cause.secret : null;
  return {
    cause: cause.cause,
    signedAt: Math.abs(signedAtMs) <= 8.64e15 ? new Date(signedAtMs).toISOString() : null,
    missingHeaders: cause.cause === "header_missing" ? cause.names : [],
    isMilliseconds: cause.cause === "timestamp_malformed" && cause.isMilliseconds,
    clockAheadSeconds: cause.cause === "clock" ? cause.aheadSeconds : null,
    secret: secret && { last4: secret.last4, endedAt: secret.endedAt?.toISOString() ?? null, endpoint: secret.owner },
    difference: cause.cause === "body_changed" ? cause.difference : null,
  };
}
