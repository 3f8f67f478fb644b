import type { z } from "zod";
import type { Action } from "#components/query/run-action.ts";
import type { Delivery } from "#domain/delivery/schema.ts";
import type {
  deletedEndpoint,
  deleteEndpointInput,
  Endpoint,
  endpointIdInput,
  rotatedSecret,
  rotateSecretInput,
  testEndpointInput,
  updateEndpointInput,
  verificationResult,
} from "#domain/endpoint/schema.ts";
import type { ChangesAction } from "./queries.ts";

type In<S extends z.ZodType> = z.input<S>;

/** What a page lets its components do with an endpoint: its operations as server actions. */
export type EndpointActions = {
  update: Action<In<typeof updateEndpointInput>, Endpoint>;
  remove: Action<In<typeof deleteEndpointInput>, z.output<typeof deletedEndpoint>>;
  rotate: Action<In<typeof rotateSecretInput>, z.output<typeof rotatedSecret>>;
  test: Action<In<typeof testEndpointInput>, Delivery>;
  changes: ChangesAction;
  verify: Action<In<typeof endpointIdInput>, z.output<typeof verificationResult>>;
};
