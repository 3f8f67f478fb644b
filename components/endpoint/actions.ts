import type { ActionOf } from "#components/query/call-action.ts";
import type { createEndpoint } from "#domain/endpoint/create.ts";
import type { deleteEndpoint } from "#domain/endpoint/delete.ts";
import type { rotateEndpointSecret } from "#domain/endpoint/rotate-secret.ts";
import type { testEndpoint } from "#domain/endpoint/send-test.ts";
import type { updateEndpoint } from "#domain/endpoint/update.ts";
import type { verifyEndpoint } from "#domain/endpoint/verify.ts";
import type { listChanges } from "#domain/health/list-changes.ts";

/** What pages let their components do with an endpoint: its operations as server actions. */
export type EndpointActions = {
  create: ActionOf<typeof createEndpoint>;
  update: ActionOf<typeof updateEndpoint>;
  remove: ActionOf<typeof deleteEndpoint>;
  rotate: ActionOf<typeof rotateEndpointSecret>;
  test: ActionOf<typeof testEndpoint>;
  changes: ActionOf<typeof listChanges>;
  verify: ActionOf<typeof verifyEndpoint>;
};

/** Whose queries tell of an endpoint: what is read again after a write. */
export const ENDPOINT_NOUNS = ["endpoint", "endpoints", "deliveries", "audit"];
