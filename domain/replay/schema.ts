import { z } from "zod";
import { REPLAYED_BY_DEFAULT } from "#domain/delivery/rule/replay.ts";
import { ATTEMPT_ERRORS, DELIVERY_STATUSES, RESPONSE_CODE } from "#domain/delivery/words.ts";
import { eventTypeName } from "#domain/event-type/schema.ts";
import {
  flag,
  idInput,
  idOutput,
  pageInput,
  pageOutput,
  timestamp,
  timestampInput,
  wholeNumber,
} from "#domain/field.ts";
import { REPLAY_RATE, REPLAY_RATE_DEFAULT, REPLAY_STATES } from "./words.ts";

const status = z
  .array(z.enum(DELIVERY_STATUSES))
  .min(1)
  .max(DELIVERY_STATUSES.length)
  .describe(`Left out: ${REPLAYED_BY_DEFAULT.join(" and ")}`);

/** Which deliveries a bulk replay is about; `after` is included, `before` is not, both by when a delivery was made. */
export const replayFilterInput = z
  .strictObject({
    endpointId: idInput("ep").optional(),
    status: status.optional(),
    eventType: z.array(eventTypeName).min(1).max(50).optional(),
    error: z.enum(ATTEMPT_ERRORS).optional(),
    responseCode: wholeNumber(RESPONSE_CODE).optional(),
    after: timestampInput.optional(),
    before: timestampInput.optional(),
  })
  .refine((filter) => Object.values(filter).some((value) => value !== undefined), "Name at least one field")
  .meta({ example: { status: ["dead_letter"] } });

export const replay = z
  .object({
    object: z.literal("replay"),
    id: idOutput("rpl"),
    filter: z.object({
      endpointId: idOutput("ep").optional(),
      status,
      eventType: z.array(z.string()).optional(),
      error: z.enum(ATTEMPT_ERRORS).optional(),
      responseCode: z.int().optional(),
      after: timestamp.optional(),
      before: timestamp.optional(),
    }),
    state: z.enum(REPLAY_STATES),
    matched: z.int().describe("Deliveries that the filter found when the replay was asked for"),
    replayed: z.int().describe("New deliveries made so far"),
    skipped: z.int().describe("Those that could not be replayed: in flight, endpoint deleted, payload expired, purged"),
    ratePerSecond: z.int(),
    createdAt: timestamp,
    completedAt: timestamp.nullable().describe("When it was done or cancelled"),
  })
  .meta({ id: "Replay" });
export type Replay = z.infer<typeof replay>;
export const replayPage = pageOutput(replay);

/** What a dry run answers. */
export const replayMatch = z.object({ matched: z.int() }).meta({ id: "ReplayMatch" });
export const createdReplay = z.union([replay, replayMatch]);

export const createReplayInput = z.strictObject({
  filter: replayFilterInput,
  ratePerSecond: wholeNumber(REPLAY_RATE)
    .default(REPLAY_RATE_DEFAULT)
    .describe("New deliveries per second at the most; an endpoint's own limits hold besides"),
  dryRun: flag.default(false).describe("Only count: nothing is replayed, and the answer is 200 with `matched`"),
});
export const replayIdInput = z.strictObject({ id: idInput("rpl") });
export const listReplaysInput = z.strictObject(pageInput);
