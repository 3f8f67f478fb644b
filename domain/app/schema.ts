import { z } from "zod";
import { retrySchedule } from "#domain/endpoint/schema.ts";
import { idOutput, pageInput, pageOutput, timestamp } from "#domain/field.ts";

export const slug = z
  .string()
  .regex(/^[a-z0-9]([a-z0-9-]{0,46}[a-z0-9])?$/, "1–48 lower-case letters, digits and hyphens")
  .meta({ example: "production" });

export const suspension = z.strictObject({
  minFailures: z.int().min(1).max(10_000),
  minSeconds: z
    .int()
    .min(60)
    .max(30 * 86_400),
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

const settings = {
  name: z.string().trim().min(1).max(120),
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
