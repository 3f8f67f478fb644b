import { eq, inArray, sql } from "drizzle-orm";
import { LRUCache } from "lru-cache";
import type { Database } from "#db/client.ts";
import { endpoints, signingSecrets } from "#db/schema/endpoint.ts";
import { apps } from "#db/schema/tenant.ts";
import { scheduleOf } from "#domain/delivery/rule/retry-policy.ts";
import { openHeaders } from "#domain/endpoint/sealed-headers.ts";
import { isActiveSecret, NEWEST_FIRST, signingSecretPlace } from "#domain/secret/active-secrets.ts";
import { decrypt } from "#domain/secret/envelope.ts";
import { shapeIds } from "./request-shapes.ts";

/** Where and how an endpoint's deliveries are sent, as it stands now. */
export type Target = {
  url: string;
  headers: Record<string, string>;
  /** The id of what is kept of it once for all its requests. */
  shapeId: number;
  timeoutMs: number;
  version: string | null;
  rateLimitPerSecond: number | null;
  schedule: readonly number[];
  /** Newest first; every one of them signs. */
  secrets: readonly string[];
};

type Secret = { secret: string; endsAtMs: number };
type Known = { revision: number; target: Target; secrets: readonly Secret[] };

/** An endpoint of which something is to be sent, and the revision that its app has at least. */
type Asked = { endpointId: string; revision: number };

/**
 * The targets of a worker, kept in memory for as long as their app's revision stays: it moves with every change of an
 * endpoint, its headers, its secrets and the app's settings. A secret ends by the clock.
 */
export class Targets {
  /** As long as an unwrapped key (domain/secret/envelope.ts), so that one that is withdrawn lives no longer here. */
  readonly #known = new LRUCache<string, Known>({ max: 10_000, ttl: 5 * 60_000 });
  readonly #db: Database;
  readonly #monotonicMs: () => number;

  constructor(db: Database, monotonicMs = () => performance.now()) {
    this.#db = db;
    this.#monotonicMs = monotonicMs;
  }

  /** Null where it is not known as it stands at that revision or a later one. */
  get({ endpointId, revision }: Asked): Target | null {
    const known = this.#known.get(endpointId);
    if (known === undefined || known.revision < revision) return null;
    const nowMs = this.#monotonicMs();
    if (known.secrets.every(({ endsAtMs }) => endsAtMs > nowMs)) return known.target;
    const secrets = known.secrets.filter(({ endsAtMs }) => endsAtMs > nowMs).map(({ secret }) => secret);
    return { ...known.target, secrets };
  }

  /** By endpoint; what is not known is read, in one query. Left out are those that have been deleted for good. */
  async of(asked: readonly Asked[]): Promise<Map<string, Target>> {
    const unknown = asked.filter((one) => this.get(one) === null);
    if (unknown.length > 0) await this.#read([...new Set(unknown.map(({ endpointId }) => endpointId))]);
    const found = asked.map((one): [string, Target | null] => [one.endpointId, this.get(one)]);
    return new Map(found.filter((entry): entry is [string, Target] => entry[1] !== null));
  }

  async #read(endpointIds: string[]): Promise<void> {
    const readAtMs = this.#monotonicMs();
    const rows = await this.#db
      .select({
        id: endpoints.id,
        tenantId: endpoints.tenantId,
        url: endpoints.url,
        headersEncrypted: endpoints.headersEncrypted,
        timeoutMs: endpoints.timeoutMs,
        version: endpoints.version,
        rateLimitPerSecond: endpoints.rateLimitPerSecond,
        own: endpoints.retrySchedule,
        ofApp: apps.retrySchedule,
        revision: apps.revision,
        secretId: signingSecrets.id,
        encrypted: signingSecrets.encrypted,
        endsInMs: sql<number | null>`(extract(epoch from ${signingSecrets.expiresAt} - now()) * 1000)::float8`,
      })
      .from(endpoints)
      .innerJoin(apps, eq(apps.id, endpoints.appId))
      .leftJoin(signingSecrets, sql`${signingSecrets.endpointId} = ${endpoints.id} and (${isActiveSecret()})`)
      .where(inArray(endpoints.id, endpointIds))
      .orderBy(...NEWEST_FIRST);
    const secrets = new Map<string, Secret[]>(rows.map(({ id }) => [id, []]));
    for (const { id, tenantId, secretId, encrypted, endsInMs } of rows) {
      if (secretId === null || encrypted === null) continue;
      const secret = await decrypt(this.#db, signingSecretPlace(tenantId, secretId), encrypted);
      secrets.get(id)?.push({ secret, endsAtMs: readAtMs + (endsInMs ?? Number.POSITIVE_INFINITY) });
    }
    const senders = await Promise.all(
      [...new Map(rows.map((row) => [row.id, row])).values()].map(async (row) => ({
        ...row,
        headers: await openHeaders(this.#db, row, row.headersEncrypted),
      })),
    );
    const shapes = await shapeIds(this.#db, senders);
    for (const { id, revision, url, headers, timeoutMs, version, rateLimitPerSecond, own, ofApp } of senders) {
      const shapeId = shapes.get(id);
      if (shapeId === undefined) continue;
      // One that is being removed for good has no secret any more, and is there until its rows are gone.
      const all = secrets.get(id) ?? [];
      if (all.length === 0) continue;
      const sending = { secrets: all.map(({ secret }) => secret), schedule: scheduleOf(own, ofApp) };
      const target = { url, headers, shapeId, timeoutMs, version, rateLimitPerSecond, ...sending };
      this.#known.set(id, { revision, target, secrets: all });
    }
  }
}
