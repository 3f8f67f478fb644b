import { system } from "#db/tenant.ts";
import { createEndpoint } from "#domain/endpoint/create.ts";
import { listEndpoints } from "#domain/endpoint/list.ts";
import { updateEndpoint } from "#domain/endpoint/update.ts";
import { parseId } from "#domain/id.ts";
import { activeSecretsOfMany } from "#domain/secret/active-secrets.ts";
import type { SecretsOf } from "./receivers.ts";
import type { DemoPlace } from "./tenant.ts";

type DemoEndpoint = {
  path: string;
  name: string;
  description: string;
  eventTypes: string[] | null;
  retrySchedule: number[];
};

/** Short schedules, so that a whole life of a delivery fits into a minute or two of watching. */
const ENDPOINTS: DemoEndpoint[] = [
  {
    path: "/orders",
    name: "Order service",
    description: "Answers at once.",
    eventTypes: null,
    retrySchedule: [5, 30, 120],
  },
  {
    path: "/warehouse",
    name: "Warehouse",
    description: "Takes a second or two for every answer.",
    eventTypes: ["github.check_run.*", "github.check_suite.*", "github.workflow_job.*", "github.workflow_run.*"],
    retrySchedule: [5, 30, 120],
  },
  {
    path: "/crm",
    name: "CRM sync",
    description: "Answers 503 now and then, and recovers.",
    eventTypes: ["github.issues.*", "github.issue_comment.*", "github.pull_request.*", "github.discussion.*"],
    retrySchedule: [3, 6, 12, 24],
  },
  {
    path: "/legacy",
    name: "Legacy ERP",
    description: "Fails every time.",
    eventTypes: ["github.push", "github.release.*", "github.deployment.*", "github.deployment_status.*"],
    retrySchedule: [4, 8, 16],
  },
  {
    path: "/retired",
    name: "Retired chat bot",
    description: "Says 410 Gone, and is suspended for it.",
    eventTypes: ["github.star.*", "github.watch.*", "github.fork"],
    retrySchedule: [5],
  },
  {
    path: "/partner",
    name: "Partner portal",
    description: "Refuses deliveries until the endpoint is verified: try the Verify button.",
    eventTypes: ["github.member.*", "github.membership.*", "github.organization.*", "github.team.*"],
    retrySchedule: [10, 20, 40],
  },
];

/** Makes the endpoints that are missing and points them all at where the receivers listen this time. */
export async function ensureEndpoints({ actor }: DemoPlace, origin: string): Promise<void> {
  const { data: known } = await listEndpoints({ actor }, { limit: 100 });
  for (const { path, ...settings } of ENDPOINTS) {
    const url = `${origin}${path}`;
    const existing = known.find(
      (endpoint) => new URL(endpoint.url).pathname === path && endpoint.status !== "inactive",
    );
    if (!existing) await createEndpoint({ actor }, { url, ...settings });
    else if (existing.url !== url) await updateEndpoint({ actor }, { id: existing.id, url });
  }
}

/** Keeps the receivers' secrets in step with the dashboard, where anybody may rotate them. */
export async function followSecrets({
  actor,
}: DemoPlace): Promise<{ secretsOf: SecretsOf; refresh: () => Promise<void> }> {
  let byPath = new Map<string, string[]>();
  const refresh = async () => {
    const { data } = await listEndpoints({ actor }, { limit: 100 });
    const ids = data.flatMap(({ id, url }) => [{ uuid: parseId("ep", id) ?? "", path: new URL(url).pathname }]);
    const secrets = await activeSecretsOfMany(
      system(),
      ids.map(({ uuid }) => uuid),
    );
    const next = new Map<string, string[]>();
    for (const { uuid, path } of ids) next.set(path, [...(next.get(path) ?? []), ...(secrets.get(uuid) ?? [])]);
    byPath = next;
  };
  await refresh();
  return { secretsOf: (path) => byPath.get(path) ?? [], refresh };
}
