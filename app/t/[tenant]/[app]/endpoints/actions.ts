"use server";

import { createEndpoint } from "#domain/endpoint/create.ts";
import { debugSignature } from "#domain/endpoint/debug-signature.ts";
import { deleteEndpoint } from "#domain/endpoint/delete.ts";
import { getSparklines } from "#domain/endpoint/get-sparklines.ts";
import { rotateEndpointSecret } from "#domain/endpoint/rotate-secret.ts";
import { testEndpoint } from "#domain/endpoint/send-test.ts";
import { updateEndpoint } from "#domain/endpoint/update.ts";
import { verifyEndpoint } from "#domain/endpoint/verify.ts";
import { listChanges } from "#domain/health/list-changes.ts";
import { action } from "#http/action.ts";

export const createEndpointAction = action(createEndpoint);
export const updateEndpointAction = action(updateEndpoint);
export const deleteEndpointAction = action(deleteEndpoint);
export const rotateSecretAction = action(rotateEndpointSecret);
export const testEndpointAction = action(testEndpoint);
export const verifyEndpointAction = action(verifyEndpoint);
export const getSparklinesAction = action(getSparklines);
export const listChangesAction = action(listChanges);
export const debugSignatureAction = action(debugSignature);
