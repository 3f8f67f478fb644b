import type { z } from "zod";
import type { Action } from "#components/query/call-action.ts";
import type { Delivery } from "#domain/delivery/schema.ts";
import type {
  createEndpointInput,
  deletedEndpoint,
  deleteEndpointInput,
  Endpoint,
  endpointIdInput,
  endpointWithSecret,
  rotatedSecret,
  rotateSecretInput,
  testEndpointInput,
  updateEndpointInput,
  verificationResult,
} from "#domain/endpoint/schema.ts";
import type { ChangesAction } from "./queries.ts";

type In<S extends z.ZodType> = z.input<S>;
type Out<S extends z.ZodType> = z.output<S>;

/** What pages let their components do with an endpoint: its operations as server actions. */
export type EndpointActions = {
  create: Action<In<typeof createEndpointInput>, Out<typeof endpointWithSecret>>;
  update: Action<In<typeof updateEndpointInput>, Endpoint>;
  remove: Action<In<typeof deleteEndpointInput>, Out<typeof deletedEndpoint>>;
  rotate: Action<In<typeof rotateSecretInput>, Out<typeof rotatedSecret>>;
  test: Action<In<typeof testEndpointInput>, Delivery>;
  changes: ChangesAction;
  verify: Action<In<typeof endpointIdInput>, Out<typeof verificationResult>>;
};

/** Whose queries tell of an endpoint: what is read again after a write. */
export const ENDPOINT_NOUNS = ["endpoint", "endpoints", "deliveries", "audit"];
