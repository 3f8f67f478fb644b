import { z } from "zod";
import { retrySchedule } from "#domain/endpoint/schema.ts";
import { idOutput, pageInput, pageOutput, timestamp, wholeNumber } from "#domain/field.ts";

export const slug = z
  .string()
  .regex(/^[a-z0-9]([a-z0-9-]{0,46}[a-z0-9])?$/, "1–48 lower-case letters, digits and hyphens")
  .meta({ example: "production" });

export const suspension = z.strictObject({
  minFailures: wholeNumber(1, 10_000, "A whole number from 1 to 10,000"),
  minSeconds: wholeNumber(60, 30 * 86_400, "From 1 minute to 30 days"),
});

export const app = z
  .object({
    object: z.literal("app"),
    id: idOutput("app"),
    slug: z.string(),
    name: z.string(),
    suspension,
    requireVerification: z.boolean(),
    requireKnownEventTypes: z.boolean(),
    validateEvents: z.boolean(),
    retrySchedule: retrySchedule.nullable(),
    createdAt: timestamp,
  })
  .meta({ id: "App" });
export type App = z.infer<typeof app>;
export const appPage = pageOutput(app);

const NAME_LENGTH = "From 1 to 120 characters";

const settings = {
  name: z.string().trim().min(1, NAME_LENGTH).max(120, NAME_LENGTH),
  suspension,
  requireVerification: z.boolean(),
  requireKnownEventTypes: z.boolean(),
  validateEvents: z.boolean(),
  retrySchedule: retrySchedule.nullable(),
};

export const createAppInput = z.strictObject({
  slug,
  ...z.strictObject(settings).partial().shape,
  name: settings.name,
});
export const updateAppInput = z.strictObject(settings).partial();
export const getAppInput = z.strictObject({});
export const listAppsInput = z.strictObject(pageInput);
