import { acceptEventBatch, BATCH_BYTES_MAX } from "#domain/event/accept-batch.ts";
import { readMessage } from "#http/read-message.ts";
import { resource, route } from "#http/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  POST: route(acceptEventBatch, { status: 202, readInput: readMessage(BATCH_BYTES_MAX) }),
});
