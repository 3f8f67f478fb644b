import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { and, eq, isNull, sql } from "drizzle-orm";
import { connectDatabase, disconnectDatabase } from "#db/client.ts";
import { apiKeys } from "#db/schema/tenant.ts";
import { system } from "#db/tenant.ts";
import { insertApiKey } from "#domain/api-key/insert.ts";
import { config } from "#domain/config.ts";
import { ensureEndpoints, followSecrets } from "./endpoints.ts";
import { createGithub, ensureEventTypes } from "./github.ts";
import { type DemoReceivers, startReceivers } from "./receivers.ts";
import { type DemoPlace, demoPlace, ensurePeople, receiversFile } from "./tenant.ts";
import { createApi, startTraffic, type Traffic } from "./traffic.ts";

const KEY_NAME = "Demo traffic";
const SECRETS_EVERY_MS = 2_000;
const REPORT_EVERY_MS = 30_000;

await main();

/** The demo beside a running Posthouse: people, endpoints, receivers, traffic, until it is told to stop. */
async function main(): Promise<void> {
  const { DATABASE_URL = "", INGEST_URL, PUBLIC_URL } = config();
  connectDatabase(DATABASE_URL, { connectionsMax: 3 });
  const place = await demoPlace();
  await ensurePeople(place);
  await ensureEventTypes(place);
  const { secretsOf, refresh } = await followSecrets(place);
  const receivers = await startReceivers(secretsOf);
  await ensureEndpoints(place, receivers.origin);
  await refresh();
  await writeFile(receiversFile(config().POSTHOUSE_DATA_DIR), `${receivers.origin}\n`);
  const traffic = startTraffic(
    createApi({ ingestUrl: INGEST_URL, publicUrl: PUBLIC_URL, token: await freshKey(place) }),
    await createGithub(place),
  );
  const timers = [
    setInterval(() => void refresh().catch(() => undefined), SECRETS_EVERY_MS),
    setInterval(() => report(traffic, receivers), REPORT_EVERY_MS),
  ];
  await Promise.race([once(process, "SIGTERM"), once(process, "SIGINT"), once(process, "disconnect")]);
  for (const timer of timers) clearInterval(timer);
  await traffic.stop();
  await receivers.close();
  await disconnectDatabase();
}

function report(traffic: Traffic, receivers: DemoReceivers): void {
  const { good, bad } = receivers.checked();
  console.log(
    `demo: ${traffic.posted()} events posted; receivers checked ${good + bad} signatures with standardwebhooks: ${good} good, ${bad} bad`,
  );
}

/** The traffic's API key of this start; the one before is revoked, because nobody knows its secret any more. */
async function freshKey({ tenantId }: DemoPlace): Promise<string> {
  await system()
    .update(apiKeys)
    .set({ revokedAt: sql`now()` })
    .where(and(eq(apiKeys.tenantId, tenantId), eq(apiKeys.name, KEY_NAME), isNull(apiKeys.revokedAt)));
  const permissions = ["manage_webhooks", "send_events"] as const;
  const { token } = await insertApiKey(system(), {
    tenantId,
    appId: null,
    name: KEY_NAME,
    permissions,
    expiresAt: null,
  });
  return token;
}
