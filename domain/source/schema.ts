import { z } from "zod";
import { headerToken } from "#domain/endpoint/header.ts";
import { GRACE_SECONDS_DEFAULT, GRACE_SECONDS_MAX } from "#domain/endpoint/words.ts";
import { eventTypeName } from "#domain/event-type/schema.ts";
import {
  flag,
  idInput,
  idOutput,
  pageInput,
  pageOutput,
  searchInput,
  textInput,
  timestamp,
  trimmedInput,
} from "#domain/field.ts";
import { DESCRIPTION, NAME } from "#domain/rule/field.ts";
import {
  FALLBACK_EVENT_TYPE,
  HMAC_ALGORITHMS,
  HMAC_ENCODINGS,
  HMAC_RULE_DEFAULTS,
  KIND_WORDS,
  OWN_ID,
  OWN_SECRET_LENGTH_MAX,
  OWN_SECRET_LENGTH_MIN,
  OWN_SECRET_REFUSED,
  REFUSAL_REASONS,
  VERIFICATION_KINDS,
} from "./words.ts";

const ownSecret = z
  .string()
  .min(OWN_SECRET_LENGTH_MIN, `At least ${OWN_SECRET_LENGTH_MIN} characters`)
  .max(OWN_SECRET_LENGTH_MAX)
  .regex(/^[\x20-\x7e]+$/, "Only printable ASCII characters")
  .describe("The provider's own secret, where it gave one; left out: a new one is made. Not for kind `token`");

const rule = {
  header: headerToken
    .refine(isProofHeader, "This header belongs to the connection, and cannot carry a signature")
    .describe("Kind `hmac` only, and required there: the header with the signature")
    .meta({ example: "x-signature" }),
  algorithm: z.enum(HMAC_ALGORITHMS).describe(`Kind \`hmac\` only. Default: ${HMAC_RULE_DEFAULTS.algorithm}`),
  encoding: z.enum(HMAC_ENCODINGS).describe(`Kind \`hmac\` only. Default: ${HMAC_RULE_DEFAULTS.encoding}`),
  prefix: z
    .string()
    .max(64)
    .regex(/^[\x21-\x7e]*$/, "Only printable ASCII characters without spaces")
    .describe("Kind `hmac` only: what stands before the signature, such as `sha256=`. Default: nothing"),
};

/** Headers that the connection or a proxy writes: a signature is in none of them. */
function isProofHeader(name: string): boolean {
  return !CONNECTION_HEADERS.includes(name) && !name.startsWith("x-forwarded-");
}

const CONNECTION_HEADERS: readonly string[] = [
  "host",
  "connection",
  "content-length",
  "content-type",
  "cookie",
  "keep-alive",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
];

const partialRule = z.strictObject(rule).partial();
const HMAC_ONLY = "Only for kind hmac";

/** How what arrives is proven; the rule's fields go with kind `hmac`, the secret with every kind but `token`. */
export const verificationInput = z
  .strictObject({ kind: z.enum(VERIFICATION_KINDS), secret: ownSecret.optional(), ...partialRule.shape })
  .superRefine(({ kind, secret, ...given }, context) => {
    const issue = (name: string, message: string) => context.addIssue({ code: "custom", path: [name], message });
    const { secretFrom, ruleDefaults } = KIND_WORDS[kind];
    if (secretFrom === "posthouse" && secret !== undefined) issue("secret", OWN_SECRET_REFUSED);
    if (ruleDefaults && given.header === undefined) issue("header", "Name the header that carries the signature");
    if (ruleDefaults) return;
    for (const [name, value] of Object.entries(given)) if (value !== undefined) issue(name, HMAC_ONLY);
  });

const ownId = trimmedInput(OWN_ID).min(1).nullable();

const writable = {
  name: trimmedInput(NAME),
  description: trimmedInput(DESCRIPTION),
  processId: ownId.describe("Which process of yours this belongs to, in your own words"),
  threadId: ownId.describe("Which thread of it, in your own words"),
  defaultEventType: eventTypeName
    .nullable()
    .describe(`The type of events whose request names none; null: \`${FALLBACK_EVENT_TYPE}\``),
};

export const createSourceInput = z.strictObject({
  name: writable.name.default(""),
  description: writable.description.default(""),
  processId: writable.processId.default(null),
  threadId: writable.threadId.default(null),
  defaultEventType: writable.defaultEventType.default(null),
  verification: verificationInput,
});

export const updateSourceInput = z.strictObject({
  id: idInput("src"),
  ...z.strictObject(writable).partial().shape,
  active: z.boolean().optional().describe("false: the URL answers 410 until it is true again"),
  verification: partialRule.optional().describe("What changes of the rule of a source of kind `hmac`"),
});

export const sourceIdInput = z.strictObject({ id: idInput("src") });

export const rotateSourceInput = z.strictObject({
  id: idInput("src"),
  graceSeconds: z.int().min(0).max(GRACE_SECONDS_MAX).default(GRACE_SECONDS_DEFAULT),
  verification: z.strictObject({ secret: ownSecret.optional() }).default({}),
});

export const listSourcesInput = z.strictObject({
  processId: textInput(OWN_ID).optional(),
  threadId: textInput(OWN_ID).optional(),
  active: flag.optional(),
  q: searchInput.optional().describe("Part of the name, the description, the process or the thread, or a source's id"),
  ...pageInput,
});

export const listRefusalsInput = z.strictObject({ id: idInput("src"), ...pageInput });

export const source = z
  .object({
    object: z.literal("source"),
    id: idOutput("src"),
    appId: idOutput("app"),
    name: z.string(),
    description: z.string(),
    url: z.string().describe("Where the provider sends to. Whoever knows it can try; only a proof gets in"),
    processId: z.string().nullable(),
    threadId: z.string().nullable(),
    defaultEventType: z.string().nullable(),
    verification: z.object({
      kind: z.enum(VERIFICATION_KINDS),
      header: z.string().optional(),
      algorithm: z.enum(HMAC_ALGORITHMS).optional(),
      encoding: z.enum(HMAC_ENCODINGS).optional(),
      prefix: z.string().optional(),
    }),
    active: z.boolean(),
    secretLast4: z.string().describe("The newest secret's last four characters; empty where it is too short to show"),
    previousSecretExpiresAt: timestamp.nullable(),
    lastReceivedAt: timestamp.nullable(),
    createdAt: timestamp,
    updatedAt: timestamp,
  })
  .meta({ id: "Source" });
export type Source = z.infer<typeof source>;

const secret = z.string().describe("The secret. It is shown in this answer only.");
export const sourceWithSecret = source.extend({ secret }).meta({ id: "SourceWithSecret" });
export const sourcePage = pageOutput(source);
export const deletedSource = z.object({ id: idOutput("src"), deletedAt: timestamp });
export const rotatedSourceSecret = z.object({ secret, previousSecretExpiresAt: timestamp.nullable() });

export const sourceRefusal = z
  .object({
    object: z.literal("source_refusal"),
    id: z.uuid().meta({ example: "0198c0de-0000-7000-8000-000000000001" }),
    reason: z.enum(REFUSAL_REASONS),
    headers: z.record(z.string(), z.string()).describe("What could prove something is `[redacted]`"),
    remoteAddress: z.string().nullable(),
    createdAt: timestamp,
  })
  .meta({ id: "SourceRefusal" });
export type SourceRefusal = z.infer<typeof sourceRefusal>;
export const refusalPage = pageOutput(sourceRefusal);
