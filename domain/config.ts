import { z } from "zod";

/** Every setting, read from the environment once at start. The reference page is generated from this schema. */
export const configSchema = z.object({
  DATABASE_URL: databaseUrl()
    .optional()
    .describe(
      "PostgreSQL 15 or later; on the same machine best by its socket, `…/posthouse?host=/var/run/postgresql`. Unset: an embedded PostgreSQL in the data directory.",
    ),
  DATABASE_DIRECT_URL: databaseUrl()
    .optional()
    .describe(
      "The same database past a pooler, where DATABASE_URL leads to one in transaction mode: for LISTEN, locks and migrations.",
    ),
  DATABASE_READ_URL: databaseUrl()
    .optional()
    .describe("A streaming replica that may answer the log and the charts. Unset: the primary does."),
  POSTHOUSE_DATA_DIR: z
    .string()
    .min(1)
    .default(".posthouse")
    .describe("Where the embedded database and generated keys live."),
  PORT: port(3000).describe("The web process's port: dashboard and management API."),
  INGEST_PORT: port(3001).describe("The worker's port: ingest, health and metrics."),
  PUBLIC_URL: url().optional().describe("The dashboard's address as browsers see it. Default: http://localhost:PORT"),
  INGEST_URL: url()
    .optional()
    .describe("The ingest door's address as senders see it. Default: http://localhost:INGEST_PORT"),
  POSTHOUSE_MASTER_KEY: z
    .string()
    .transform((text, context) => masterKeys(text, context))
    .optional()
    .describe("32 bytes in base64 that wrap the tenants' data keys; comma-separated for rotation, newest first."),
  NEXTAUTH_SECRET: z.string().min(32, "must have at least 32 characters").optional().describe("Signs the sessions."),
  NEXTAUTH_URL: url().optional().describe("next-auth's own name for PUBLIC_URL; set it only where the two differ."),
  POSTHOUSE_ADMIN_EMAIL: z
    .email()
    .default("admin@posthouse.local")
    .describe("The first admin's e-mail, on an empty database."),
  POSTHOUSE_ADMIN_PASSWORD: z
    .string()
    .min(10)
    .optional()
    .describe("The first admin's password; generated and printed once when unset."),
  SECURITY_CONTACT: z
    .string()
    .regex(/^(https:\/\/|mailto:|tel:)\S+$/, "must start with https://, mailto: or tel:")
    .optional()
    .describe(
      "Whom `/.well-known/security.txt` names for reports of a hole in this installation. Default: mailto:security@ the host of PUBLIC_URL.",
    ),
  EGRESS_ALLOW_CIDRS: list(z.union([z.cidrv4(), z.cidrv6()])).describe("Private ranges that deliveries may go to."),
  EGRESS_ALLOW_HTTP: flag().describe("Whether endpoints may be plain http."),
  EGRESS_PROXY_URL: url().optional().describe("A forward proxy for deliveries. No other proxy setting counts."),
  TRUST_PROXY_HOPS: whole("proxies", { min: 0, max: 10, fallback: 0 }).describe(
    "How many of your own proxies stand in front and append to `x-forwarded-for`. 0: it is ignored, and the caller's address is the connection's.",
  ),
  RATE_LIMIT_PER_CALLER: perSecond(200).describe(
    "Management requests per second of one API key or person, in each process.",
  ),
  RATE_LIMIT_PER_TENANT: perSecond(400).describe("The same of all callers of one tenant together."),
  RATE_LIMIT_EVENTS_PER_KEY: perSecond(10_000).describe(
    "Requests per second that send events (a batch is one) of one API key, in each process.",
  ),
  RATE_LIMIT_EVENTS_PER_TENANT: perSecond(20_000).describe("The same of all callers of one tenant together."),
  RATE_LIMIT_PER_SOURCE: perSecond(1000).describe("Requests per second to one inbound URL, in each process."),
  SOURCE_BODY_BYTES_MAX: whole("bytes", { min: 1024, max: 16 * 1024 * 1024, fallback: 1024 * 1024 }).describe(
    "The largest body that an inbound URL takes.",
  ),
  WORKER_ROLES: list(z.enum(["ingest", "dispatch", "maintain"])).describe("What this worker does; empty: all of it."),
  OIDC_ISSUER: url()
    .optional()
    .describe(
      "OpenID Connect issuer for single sign-on, with PUBLIC_URL/api/auth/callback/sso as its redirect address.",
    ),
  OIDC_CLIENT_ID: z.string().optional().describe("The client id the provider gave."),
  OIDC_CLIENT_SECRET: z.string().optional().describe("The client secret the provider gave."),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//, "must start with smtp:// or smtps://")
    .optional()
    .describe("The mail server that notices to admins go through, with its sender as `?from=`; unset: no mail."),
  RETENTION_PAYLOAD_DAYS: days(30).describe("How long event bodies are kept at least."),
  RETENTION_DELIVERY_DAYS: days(90).describe("How long events, deliveries, attempts and charts are kept at least."),
  LOG_LEVEL: z
    .enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"])
    .default("info")
    .describe("How much is logged."),
});

export type Config = z.output<typeof configSchema> & {
  PUBLIC_URL: string;
  INGEST_URL: string;
  SECURITY_CONTACT: string;
};
export type WorkerRole = Config["WORKER_ROLES"][number];

/** Parses the settings; throws one sentence per bad setting, each naming it. */
export function loadConfig(env: Record<string, string | undefined>): Config {
  const known = Object.fromEntries(Object.keys(configSchema.shape).map((name) => [name, env[name] || undefined]));
  const parsed = configSchema.safeParse(known);
  if (!parsed.success)
    throw new ConfigError(parsed.error.issues.map((issue) => `${issue.path[0]?.toString()} ${issue.message}.`));
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET } = parsed.data;
  if (OIDC_ISSUER && !(OIDC_CLIENT_ID && OIDC_CLIENT_SECRET))
    throw new ConfigError([
      "OIDC_ISSUER is set: set OIDC_CLIENT_ID and OIDC_CLIENT_SECRET, too, as the provider gave them.",
    ]);
  const PUBLIC_URL = parsed.data.PUBLIC_URL ?? `http://localhost:${parsed.data.PORT}`;
  const INGEST_URL = parsed.data.INGEST_URL ?? `http://localhost:${parsed.data.INGEST_PORT}`;
  // The mailbox that RFC 2142 gives a domain for this.
  const SECURITY_CONTACT = parsed.data.SECURITY_CONTACT ?? `mailto:security@${new URL(PUBLIC_URL).hostname}`;
  return { ...parsed.data, PUBLIC_URL, INGEST_URL, SECURITY_CONTACT };
}

/** The process's settings, parsed at the first call. */
export function config(): Config {
  cached ??= loadConfig(process.env);
  return cached;
}

/** A setting that stops the start; the message says which and why. */
export class ConfigError extends Error {
  constructor(sentences: string[]) {
    super(sentences.join("\n"));
    this.name = "ConfigError";
  }
}

let cached: Config | undefined;

function databaseUrl() {
  return z.string().regex(/^postgres(ql)?:\/\//, "must start with postgres://");
}

function port(fallback: number) {
  return z.coerce.number({ error: "must be a port number" }).int().min(1).max(65_535).default(fallback);
}

function perSecond(fallback: number) {
  return whole("requests per second", { max: Number.MAX_SAFE_INTEGER, fallback });
}

function days(fallback: number) {
  return whole("days", { max: 3650, fallback });
}

function whole(of: string, { min = 1, max, fallback }: { min?: number; max: number; fallback: number }) {
  return z.coerce
    .number({ error: `must be a number of ${of}` })
    .int()
    .min(min)
    .max(max)
    .default(fallback);
}

function url() {
  return z
    .url({ protocol: /^https?$/, error: "must be an http or https address" })
    .transform((text) => text.replace(/\/+$/, ""));
}

function flag() {
  return z
    .enum(["true", "false", "1", "0"], { error: "must be true or false" })
    .default("false")
    .transform((text) => text === "true" || text === "1");
}

function list<T extends z.ZodType<unknown, string>>(item: T) {
  return z
    .string()
    .default("")
    .transform((text) =>
      text
        .split(",")
        .map((part) => part.trim())
        .filter(Boolean),
    )
    .pipe(z.array(item));
}

function masterKeys(text: string, context: z.RefinementCtx): Buffer[] {
  const keys = text.split(",").map((part) => Buffer.from(part.trim(), "base64"));
  if (keys.some((key) => key.length !== 32))
    context.addIssue("must be 32 bytes in base64 (openssl rand -base64 32), comma-separated for several");
  return keys;
}
