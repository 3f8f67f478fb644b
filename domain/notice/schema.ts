import { z } from "zod";

/** What people get by mail; of the rest, endpoints are notified alone. */
export const mailedKind = z.enum(["endpoint.failing", "endpoint.suspended"]);
export type MailedKind = z.infer<typeof mailedKind>;

const moment = z.iso.datetime().transform((text) => new Date(text));

/** An endpoint that is `percent` of the way to its suspension. */
export const failingFacts = z.object({
  percent: z.int(),
  consecutiveFailures: z.int(),
  failingSince: moment,
  suspendsAt: moment.nullable(),
  lastResponseCode: z.int().nullable(),
});

/** An endpoint that Posthouse stopped: its receiver answered 410, or it failed for too long. */
export const suspendedFacts = z.discriminatedUnion("reason", [
  z.object({ reason: z.literal("gone") }),
  z.object({ reason: z.literal("failing"), consecutiveFailures: z.int(), failingSince: moment }),
]);
