import { z } from "zod";
import { REPLAYED_BY_DEFAULT } from "#domain/delivery/rule/replay.ts";
import { deliveryFilter } from "#domain/delivery/schema.ts";
import {
  encodedFields,
  flag,
  idInput,
  idOutput,
  pageInput,
  pageOutput,
  timestamp,
  wholeNumber,
} from "#domain/field.ts";
import { REPLAY_RATE, REPLAY_RATE_DEFAULT, REPLAY_STATES } from "./words.ts";

const filter = {
  ...deliveryFilter,
  status: deliveryFilter.status.describe(`Left out: ${REPLAYED_BY_DEFAULT.join(" and ")}`),
};

/** Which deliveries a bulk replay is about; `after` is included, `before` is not, both by when a delivery was made. */
export const replayFilterInput = z
  .strictObject(filter)
  .partial()
  .refine((given) => Object.values(given).some((value) => value !== undefined), "Name at least one field")
  .meta({ example: { status: ["dead_letter"] } });

export const replay = z
  .object({
    object: z.literal("replay"),
    id: idOutput("rpl"),
    filter: z.object(encodedFields(filter)).partial().required({ status: true }),
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
