import { IDEMPOTENCY_KEY_LENGTH_MAX } from "#domain/call/idempotency.ts";
import type { ProblemCode } from "./error-meanings.ts";
import { refusalName, refusalResponse } from "./responses.ts";
import type { Components, Schema } from "./types.ts";

/** What operations refer to: `refusals` are the sets of codes that go together somewhere. */
export function componentsOf(schemas: Record<string, Schema>, refusals: Iterable<readonly ProblemCode[]>): Components {
  return {
    schemas,
    parameters: PARAMETERS,
    headers: HEADERS,
    responses: Object.fromEntries([...refusals].map((codes) => [refusalName(codes), refusalResponse(codes)])),
    securitySchemes: SECURITY_SCHEMES,
  };
}

const PARAMETERS: Components["parameters"] = {
  App: {
    name: "app",
    in: "path",
    required: true,
    description: "The app's id or its slug",
    schema: { type: "string", examples: ["production"] },
  },
  Tenant: {
    name: "posthouse-tenant",
    in: "header",
    required: false,
    description: "The tenant's slug. Only people who belong to several tenants need it: a key has one tenant",
    schema: { type: "string", examples: ["default"] },
  },
  IdempotencyKey: {
    name: "Idempotency-Key",
    in: "header",
    required: false,
    description:
      "Any text that is new for each new request. Within 24 hours a repeat of the request gets the first answer " +
      "again, secrets included, and nothing happens twice",
    schema: { type: "string", minLength: 1, maxLength: IDEMPOTENCY_KEY_LENGTH_MAX, examples: ["order-42-created"] },
  },
};

const HEADERS: Components["headers"] = {
  RequestId: {
    description: "The id under which the request was logged; yours where you sent a plain one",
    schema: { type: "string" },
  },
  RetryAfter: { description: "Seconds after which to try again", schema: { type: "integer", minimum: 1 } },
  Challenge: { description: "How to sign in", schema: { type: "string", examples: ['Bearer realm="posthouse"'] } },
};

const SECURITY_SCHEMES: Components["securitySchemes"] = {
  apiKey: {
    type: "http",
    scheme: "bearer",
    bearerFormat: "ph_<key id>_<secret>",
    description: "An API key, made on the dashboard's API keys page, by `POST /api-keys`, or by the operator.",
  },
  session: {
    type: "http",
    scheme: "bearer",
    bearerFormat: "JWT",
    description: "A signed-in person's session token: what next-auth keeps in the cookie.",
  },
  sessionCookie: {
    type: "apiKey",
    in: "cookie",
    name: "next-auth.session-token",
    description:
      "The same token as a cookie (`__Secure-next-auth.session-token` over https). It writes only from Posthouse's own " +
      "pages, which the browser proves by `Origin`.",
  },
};
