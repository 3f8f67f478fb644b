import { exampleId } from "#domain/field.ts";
import type { Schema } from "./types.ts";

type Look = {
  components: Record<string, Schema>;
  /** The field's name. */
  name?: string;
  /** What the field belongs to: a component's name, or else the field around it. */
  owner?: string;
};

/** A value that fits a schema, as real as the names of its fields allow. Every field is there. */
export function exampleOf(given: Schema, { components, name = "", owner = "" }: Look): unknown {
  const schema = resolved(given, components);
  const wanted = [...(EXAMPLE_VALUES[`${owner}.${name}`] ?? []), ...(EXAMPLE_VALUES[name] ?? [])];
  const known = wanted.find((value) => fits(schema, value, components));
  if (known !== undefined) return known;
  const own = schema.examples?.[0] ?? schema.const ?? schema.enum?.[0];
  if (own !== undefined) return own;
  const option = (schema.anyOf ?? schema.oneOf)?.find((one) => plain(one).type !== "null");
  if (option !== undefined) return exampleOf(plain(option), { components, name, owner });
  return ofType(schema, { components, name: componentName(given) ?? name });
}

function ofType(schema: Schema, { components, name = "" }: Look): unknown {
  switch (schema.type) {
    case "object":
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([field, inner]) => [
          field,
          exampleOf(plain(inner), { components, name: field, owner: name }),
        ]),
      );
    case "array":
      return Array.isArray(schema.items) ? [] : [exampleOf(plain(schema.items), { components, name: `${name}[]` })];
    case "integer":
    case "number":
      return schema.minimum ?? 1;
    case "boolean":
      return false;
    case "null":
      return null;
    default:
      return schema.format === "date-time" ? "2026-01-31T12:00:00.000Z" : "text";
  }
}

/** Whether a value is of the right kind, which is all that a table by field name has to ask. */
function fits(schema: Schema, value: unknown, components: Record<string, Schema>): boolean {
  const options = schema.anyOf ?? schema.oneOf;
  if (options) return options.some((option) => fits(resolved(plain(option), components), value, components));
  if (schema.const !== undefined) return schema.const === value;
  if (schema.enum) return schema.enum.some((choice) => choice === value);
  const types: readonly (string | undefined)[] = [schema.type].flat();
  if (!typesOf(value).some((type) => types.includes(type))) return false;
  if (schema.format === "date-time")
    return value === null || (typeof value === "string" && !Number.isNaN(Date.parse(value)));
  const { additionalProperties: inner } = schema;
  if (schema.properties || typeof inner !== "object" || Object.keys(inner).length === 0) return true;
  return Object.values(Object(value)).every((one) => fits(resolved(inner, components), one, components));
}

function typesOf(value: unknown): string[] {
  if (value === null) return ["null"];
  if (Array.isArray(value)) return ["array"];
  if (typeof value === "number") return Number.isInteger(value) ? ["integer", "number"] : ["number"];
  return [typeof value];
}

function resolved(schema: Schema, components: Record<string, Schema>): Schema {
  const name = componentName(schema);
  return name === undefined ? schema : plain(components[name]);
}

function componentName({ $ref }: Schema): string | undefined {
  return $ref?.split("/").at(-1);
}

/** JSON Schema allows `true` for "anything". */
function plain(schema: Schema | boolean | undefined): Schema {
  return typeof schema === "object" ? schema : {};
}

const MESSAGE = '{"type":"order.paid","orderId":42}';

/**
 * What a field of a name looks like in an example; of several values, the first that the field can hold. `owner.field`
 * goes before `field`. Together they tell of one delivery that arrived, at an endpoint that is well.
 */
const EXAMPLE_VALUES: Record<string, readonly unknown[]> = {
  name: ["Orders"],
  "App.name": ["Production"],
  "Member.name": ["Ada Lovelace"],
  "EventType.id": ["order.paid"],
  "EventType.name": ["order.paid"],
  "EventType.description": ["An order was paid in full"],
  "EventTypeArchiveAnswer.id": ["order.paid"],
  "ApiKey.name": ["Shop"],
  "ApiKeyWithKey.name": ["Shop"],
  "actor.id": [exampleId("usr")],
  "actor.name": ["Ada Lovelace"],
  "target.type": ["endpoint"],
  "target.id": [exampleId("ep")],
  "response.headers": [{ "content-type": "text/plain" }],
  "response.body": ["ok"],
  "response.bodyBytes": [2],
  "request.headers": [{ "content-type": "application/json", "webhook-id": exampleId("evt") }],
  "Replay.filter": [{ status: ["failed", "dead_letter"] }],
  "Replay.completedAt": [null],
  "Endpoint.deletedAt": [null],
  "EndpointWithSecret.deletedAt": [null],
  description: ["The shop's own systems"],
  url: ["https://hooks.example.com/posthouse"],
  slug: ["production"],
  email: ["ada@example.com"],
  eventTypes: [["order.*"]],
  eventType: ["order.paid", ["order.paid"]],
  type: ["order.paid", "endpoint"],
  status: ["succeeded", "active", "verified"],
  statusReason: [null],
  reason: [null, "matched"],
  sent: [true],
  verified: [true],
  code: [200],
  responseCode: [200],
  message: ["OK"],
  headers: [{ authorization: "[redacted]" }],
  body: [MESSAGE],
  bodyBytes: [MESSAGE.length],
  bodySha256: ["a553741d2331a087290b9904826e9efeafc5f66fcf9b05d84ff963770e1d3be1"],
  contentType: ["application/json"],
  remoteAddress: ["203.0.113.10"],
  version: ["2026-01"],
  metadata: [{ team: "shop" }],
  timeoutMs: [15_000],
  maxInFlight: [10],
  maxAttempts: [10],
  durationMs: [84],
  dnsMs: [2],
  connectMs: [11],
  tlsMs: [24],
  firstByteMs: [46],
  successRate: [0.998],
  successRate24h: [0.998],
  avgResponseTime: [91],
  p50ResponseTime: [84],
  p95ResponseTime: [180],
  lastResponseTime: [84],
  p50: [84],
  p95: [180],
  p99: [240],
  consecutiveFailures: [0],
  errorsSinceLastSuccess: [0],
  succeeded: [120],
  failed: [0],
  deadLetter: [0],
  backlog: [3],
  stepSeconds: [300],
  deliveries: [2],
  rateLimitPerSecond: [null],
  ratePerSecond: [50],
  matched: [120],
  replayed: [80],
  skipped: [0],
  retrySchedule: [null],
  minFailures: [10],
  minSeconds: [432_000],
  signingSecretLast4: ["dHh8"],
  secret: ["whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="],
  key: [`ph_${exampleId("key").slice("key_".length)}_${"0123456789abcdef".repeat(3).slice(0, 40)}`],
  permissions: [["send_events"]],
  role: ["operator"],
  schema: [{ type: "object", required: ["type", "orderId"], properties: { orderId: { type: "integer" } } }],
  example: [{ type: "order.paid", orderId: 42 }],
  before: [{ name: "Order" }],
  after: [{ name: "Orders" }],
  ip: ["192.0.2.7"],
  requestId: ["0198c0de-0000-7000-8000-000000000001"],
  nextCursor: [null],
  replayOf: [null],
  sourceId: [null],
  error: [null],
  nextAttemptAt: [null],
  previousSecretExpiresAt: [null],
  failingSince: [null],
  suspendsAt: [null],
  oldestDueAt: [null],
  archivedAt: [null],
  revokedAt: [null],
  expiresAt: [null],
  failingEndpoints: [[]],
};
