import type { z } from "zod";
import { toWaitRow, type WaitRow, waitSeconds } from "#components/endpoint/form/form-values.ts";
import type { App, updateAppInput } from "#domain/app/schema.ts";

export type SpanUnit = "min" | "h" | "d";

/** An app's settings as their form holds them. */
export type SettingsValues = {
  name: string;
  requireVerification: boolean;
  requireKnownEventTypes: boolean;
  validateEvents: boolean;
  minFailures: string;
  minTime: { amount: string; unit: SpanUnit };
  retrySchedule: { isOwn: boolean; waits: WaitRow[] };
};

export type Issues = readonly { path: string; message: string }[];
type Input = z.input<typeof updateAppInput>;

/** What the form starts with; `defaultSchedule` is the product's own, in seconds. */
export function valuesOf(app: App, defaultSchedule: readonly number[]): SettingsValues {
  return {
    name: app.name,
    requireVerification: app.requireVerification,
    requireKnownEventTypes: app.requireKnownEventTypes,
    validateEvents: app.validateEvents,
    minFailures: String(app.suspension.minFailures),
    minTime: toSpan(app.suspension.minSeconds),
    retrySchedule: {
      isOwn: app.retrySchedule !== null,
      waits: (app.retrySchedule ?? defaultSchedule).map(toWaitRow),
    },
  };
}

/** Only what differs from `before`, so that what somebody else changes meanwhile is not set back. */
export function toInput(values: SettingsValues, before: App): Input {
  const whole: Required<Input> = {
    name: values.name,
    requireVerification: values.requireVerification,
    requireKnownEventTypes: values.requireKnownEventTypes,
    validateEvents: values.validateEvents,
    suspension: {
      minFailures: toNumber(values.minFailures),
      minSeconds: Math.round(toNumber(values.minTime.amount) * UNIT_SECONDS[values.minTime.unit]),
    },
    retrySchedule: values.retrySchedule.isOwn ? waitSeconds(values.retrySchedule.waits).map(Math.round) : null,
  };
  const names = FIELDS.filter((name) => JSON.stringify(whole[name]) !== JSON.stringify(before[name]));
  return Object.fromEntries(names.map((name) => [name, whole[name]]));
}

/** What is wrong with it, judged by the operation's own schema, which is loaded when it is first asked. */
export async function faultsOf(input: Input): Promise<Issues> {
  const { updateAppInput } = await import("#domain/app/schema.ts");
  const issues = updateAppInput.safeParse(input).error?.issues ?? [];
  return issues.map(({ path }) => ({ path: path.join("."), message: messageAt(path.join(".")) }));
}

const FIELDS = [
  "name",
  "requireVerification",
  "requireKnownEventTypes",
  "validateEvents",
  "suspension",
  "retrySchedule",
] as const satisfies readonly (keyof Input)[];

const UNIT_SECONDS: Record<SpanUnit, number> = { min: 60, h: 3600, d: 86_400 };

function toSpan(seconds: number): SettingsValues["minTime"] {
  const unit = seconds % UNIT_SECONDS.d === 0 ? "d" : seconds % UNIT_SECONDS.h === 0 ? "h" : "min";
  return { amount: String(seconds / UNIT_SECONDS[unit]), unit };
}

function messageAt(path: string): string {
  if (path === "name") return "From 1 to 120 characters";
  if (path === "suspension.minFailures") return "A whole number from 1 to 10,000";
  if (path === "suspension.minSeconds") return "From 1 minute to 30 days";
  return "Each wait takes from 1 second to 24 hours";
}

function toNumber(text: string): number {
  return text.trim() === "" ? Number.NaN : Number(text);
}
