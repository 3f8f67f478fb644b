import { createReplay } from "#domain/replay/create.ts";
import { listReplays } from "#domain/replay/list.ts";
import { replay, replayMatch } from "#domain/replay/schema.ts";
import { resource, route } from "#http/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: route(listReplays),
  POST: route(createReplay, {
    statusOf: (answer) => ("id" in answer ? 202 : 200),
    answers: { 200: replayMatch, 202: replay },
  }),
});
