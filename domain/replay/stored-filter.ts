import type { z } from "zod";
import { formatId } from "#domain/id.ts";
import { type Replay, replayFilterInput } from "./schema.ts";

/** A filter that has been read, with its statuses named; ids are uuids. */
export type ReplayFilter = z.output<typeof replayFilterInput> & Required<Pick<Replay["filter"], "status">>;

/** The filter as it is kept and shown: as it came in, with public ids and times in UTC. */
export function storeFilter({ endpointId, after, before, ...plain }: ReplayFilter): Replay["filter"] {
  return {
    ...plain,
    ...(endpointId && { endpointId: formatId("ep", endpointId) }),
    ...(after && { after: after.toISOString() }),
    ...(before && { before: before.toISOString() }),
  };
}

/** The filter behind what `storeFilter` made. */
export function readFilter(stored: unknown): z.output<typeof replayFilterInput> {
  return replayFilterInput.parse(stored);
}
