import type { Endpoint } from "#domain/endpoint/schema.ts";

/** A custom header as it is edited. `isStored`: its value is set and stays as it is; it cannot be read back. */
export type HeaderRow = { name: string; value: string; isStored: boolean };
export type WaitUnit = "s" | "min" | "h";
export type WaitRow = { amount: string; unit: WaitUnit };
export type PairRow = { key: string; value: string };

/** The form's fields, named by the paths of the operation's input, so that its issues find their field. */
export type EndpointFormValues = {
  url: string;
  name: string;
  description: string;
  eventTypes: { isAll: boolean; patterns: string[] };
  requestConfig: { timeoutMs: string; headers: HeaderRow[] };
  rateLimitPerSecond: string;
  maxInFlight: string;
  retrySchedule: { isOwn: boolean; waits: WaitRow[] };
  version: string;
  metadata: PairRow[];
};

/** The fields, which are also the input's. */
export const ENDPOINT_FIELDS = [
  "url",
  "name",
  "description",
  "eventTypes",
  "requestConfig",
  "rateLimitPerSecond",
  "maxInFlight",
  "retrySchedule",
  "version",
  "metadata",
] as const satisfies readonly (keyof EndpointFormValues)[];

/** What the form starts with: an endpoint as it stands, or the defaults of a new one. */
export function formValuesOf(endpoint: Endpoint | null, appSchedule: readonly number[]): EndpointFormValues {
  const { requestConfig, ...settings } = endpoint ?? NEW_ENDPOINT;
  const headerNames = Object.keys(requestConfig.headers);
  return {
    url: settings.url,
    name: settings.name,
    description: settings.description,
    eventTypes: { isAll: settings.eventTypes === null, patterns: settings.eventTypes ?? [] },
    requestConfig: {
      timeoutMs: String(requestConfig.timeoutMs / 1000),
      headers: headerNames.map((name) => ({ name, value: "", isStored: true })),
    },
    rateLimitPerSecond: settings.rateLimitPerSecond === null ? "" : String(settings.rateLimitPerSecond),
    maxInFlight: String(settings.maxInFlight),
    retrySchedule: {
      isOwn: settings.retrySchedule !== null,
      waits: (settings.retrySchedule ?? appSchedule).map(toWaitRow),
    },
    version: settings.version ?? "",
    metadata: Object.entries(settings.metadata).map(([key, value]) => ({ key, value })),
  };
}

/** What a new endpoint starts with: the API's own defaults, as the tests hold. */
const NEW_ENDPOINT = {
  url: "",
  name: "",
  description: "",
  eventTypes: null,
  requestConfig: { timeoutMs: 15_000, headers: {} },
  rateLimitPerSecond: null,
  maxInFlight: 10,
  retrySchedule: null,
  version: null,
  metadata: {},
} satisfies Pick<Endpoint, (typeof ENDPOINT_FIELDS)[number]>;

/** The waits as seconds; NaN where no number stands. */
export function waitSeconds(waits: readonly WaitRow[]): number[] {
  return waits.map(({ amount, unit }) => toNumber(amount) * UNIT_SECONDS[unit]);
}

export function toWaitRow(seconds: number): WaitRow {
  const unit = seconds % 3600 === 0 ? "h" : seconds % 60 === 0 ? "min" : "s";
  return { amount: String(seconds / UNIT_SECONDS[unit]), unit };
}

const UNIT_SECONDS: Record<WaitUnit, number> = { s: 1, min: 60, h: 3600 };

/** The form as the operations take it; a stored header that is gone is named with null. */
export function toInput(values: EndpointFormValues, storedNames: readonly string[]) {
  const { requestConfig, eventTypes, retrySchedule } = values;
  const rows = requestConfig.headers.filter(isFilled);
  const kept = new Set(rows.map(({ name }) => name.trim().toLowerCase()));
  const removed = storedNames.filter((name) => !kept.has(name)).map((name) => [name, null] as const);
  const set = rows.filter(({ isStored }) => !isStored).map(({ name, value }) => [name.trim(), value] as const);
  return {
    url: values.url.trim(),
    name: values.name,
    description: values.description,
    eventTypes: eventTypes.isAll ? null : eventTypes.patterns,
    requestConfig: {
      timeoutMs: Math.round(toNumber(requestConfig.timeoutMs) * 1000),
      headers: Object.fromEntries<string | null>([...removed, ...set]),
    },
    rateLimitPerSecond: values.rateLimitPerSecond.trim() === "" ? null : toNumber(values.rateLimitPerSecond),
    maxInFlight: toNumber(values.maxInFlight),
    retrySchedule: retrySchedule.isOwn ? waitSeconds(retrySchedule.waits).map(Math.round) : null,
    version: values.version.trim() === "" ? null : values.version,
    metadata: Object.fromEntries(values.metadata.filter(({ key }) => key !== "").map(({ key, value }) => [key, value])),
  };
}

/** Whether a row of headers says anything. */
export function isFilled({ name, value }: HeaderRow): boolean {
  return name.trim() !== "" || value !== "";
}

function toNumber(text: string): number {
  return text.trim() === "" ? Number.NaN : Number(text);
}
