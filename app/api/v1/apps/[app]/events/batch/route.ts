import { acceptEventBatch, BATCH_BYTES_MAX } from "#domain/event/accept-batch.ts";
import { messageLines } from "#domain/event/schema.ts";
import { rawBody, resource, route } from "#http/route.ts";

const body = {
  contentType: "application/x-ndjson",
  schema: messageLines,
  description: "One message per line, at most 1,000 lines and 16 MiB",
};

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  POST: route(acceptEventBatch, { status: 202, readInput: rawBody(BATCH_BYTES_MAX, body) }),
});
