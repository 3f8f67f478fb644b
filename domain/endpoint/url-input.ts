import { checkEndpointUrl } from "#domain/egress/check-url.ts";
import { configuredPolicy } from "#domain/egress/configured-policy.ts";
import { createEndpointInput } from "./schema.ts";

/**
 * An endpoint's URL, judged by the egress policy without DNS. Apart from the schema, which forms use too: the policy is
 * known to the server alone. It stands in the input, so that its issue is answered together with the others.
 */
export const judgedUrl = createEndpointInput.shape.url.superRefine((text, context) => {
  if (context.issues.length > 0) return;
  const verdict = checkEndpointUrl(text, configuredPolicy());
  if (!verdict.ok) context.addIssue(verdict.reason);
});
