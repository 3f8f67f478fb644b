import { z } from "zod";
import { retrySchedule } from "#domain/endpoint/schema.ts";
import { idOutput, pageInput, pageOutput, textInput, timestamp, trimmedInput, wholeNumber } from "#domain/field.ts";
import { APP_SETTINGS, APP_SLUG, type AppSetting, DEFAULT_APP_SLUG, type SuspensionSetting } from "./words.ts";

export const slug = textInput(APP_SLUG).meta({ example: DEFAULT_APP_SLUG });

export const suspension = z.strictObject({
  minFailures: wholeNumber(APP_SETTINGS.suspensionMinFailures),
  minSeconds: wholeNumber(APP_SETTINGS.suspensionMinSeconds),
});

const settings = {
  name: trimmedInput(APP_SETTINGS.name).min(1, APP_SETTINGS.name.fault),
  suspension,
  requireVerification: z.boolean(),
  requireKnownEventTypes: z.boolean(),
  validateEvents: z.boolean(),
  retrySchedule: retrySchedule.nullable(),
} satisfies Record<Exclude<AppSetting, SuspensionSetting> | "suspension", z.ZodType>;

export const app = z
  .object({
    object: z.literal("app"),
    id: idOutput("app"),
    slug: z.string(),
    ...settings,
    name: z.string(),
    createdAt: timestamp,
  })
  .meta({ id: "App" });
export type App = z.infer<typeof app>;
export const appPage = pageOutput(app);

export const createAppInput = z.strictObject({
  slug,
  ...z.strictObject(settings).partial().shape,
  name: settings.name,
});
export const updateAppInput = z.strictObject(settings).partial();
export const getAppInput = z.strictObject({});
export const listAppsInput = z.strictObject(pageInput);
