import { randomBytes } from "node:crypto";
import { constants } from "node:fs";
import { access, link, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { connectDatabase, disconnectDatabase } from "#db/client.ts";
import { connect } from "#db/connect.ts";
import { startEmbeddedPostgres } from "#db/embedded.ts";
import { migrate } from "#db/migrate.ts";
import { type Config, ConfigError, loadConfig } from "#domain/config.ts";
import { requireMasterKeys } from "#domain/secret/master-key.ts";

export type Deployment = {
  config: Config;
  /** The environment for every process of this deployment: all that was generated or defaulted is filled in. */
  env: NodeJS.ProcessEnv;
  /** Starts the embedded database again if it is gone; answers whether it was. */
  reviveDatabase(): Promise<boolean>;
  close(): Promise<void>;
};

const connectTimeoutSeconds = 10;

/**
 * Reads the settings, brings up or joins the database, migrates it, and connects this process to it. Works beside a
 * running service and without one. Errors are sentences for the operator.
 */
export async function openDeployment(given: NodeJS.ProcessEnv, say: (line: string) => void): Promise<Deployment> {
  const settings = loadConfig(given);
  const dataDir = await usableFolder(resolve(settings.POSTHOUSE_DATA_DIR));
  const keys = await requireKeys(given, dataDir);
  const database = given.DATABASE_URL
    ? await reachable(given.DATABASE_URL)
    : await ownDatabase(join(dataDir, "postgres"), say);
  await migrate(settings.DATABASE_DIRECT_URL ?? database.url);
  const env = {
    ...given,
    ...keys,
    DATABASE_URL: database.url,
    POSTHOUSE_DATA_DIR: dataDir,
    PORT: String(settings.PORT),
    INGEST_PORT: String(settings.INGEST_PORT),
    PUBLIC_URL: settings.PUBLIC_URL,
    INGEST_URL: settings.INGEST_URL,
    NEXTAUTH_URL: given.NEXTAUTH_URL || settings.PUBLIC_URL,
    NEXT_TELEMETRY_DISABLED: "1",
  };
  // The domain reads its settings from the process's environment.
  Object.assign(process.env, env);
  connectDatabase(database.url);
  await requireMasterKeys();
  const close = async () => {
    await disconnectDatabase();
    await database.stop();
  };
  return { config: loadConfig(env), env, reviveDatabase: database.revive, close };
}

type Database = { url: string; revive(): Promise<boolean>; stop(): Promise<void> };

async function ownDatabase(dataDir: string, say: (line: string) => void): Promise<Database> {
  const options = { dataDir, durable: true, say };
  let server = await startEmbeddedPostgres(options);
  const { socketUrl: url } = server;
  const revive = async () => {
    if (server.isRunning()) return false;
    server = await startEmbeddedPostgres(options);
    if (server.socketUrl !== url)
      throw new Error("The database had to move to another port, because its own was taken. Start again.");
    return true;
  };
  return { url, revive, stop: () => server.stop() };
}

async function usableFolder(path: string): Promise<string> {
  try {
    await mkdir(path, { recursive: true });
    await access(path, constants.W_OK);
    return path;
  } catch (error) {
    throw new ConfigError([`POSTHOUSE_DATA_DIR ${path} can't be used: ${reason(error)}.`]);
  }
}

/** Generated into the data directory beside an embedded database; asked for otherwise, since every machine needs the same. */
async function requireKeys(given: NodeJS.ProcessEnv, dataDir: string) {
  if (!given.DATABASE_URL) {
    return {
      POSTHOUSE_MASTER_KEY: given.POSTHOUSE_MASTER_KEY || (await generatedKey(join(dataDir, "master-key"))),
      NEXTAUTH_SECRET: given.NEXTAUTH_SECRET || (await generatedKey(join(dataDir, "session-secret"))),
    };
  }
  const { POSTHOUSE_MASTER_KEY, NEXTAUTH_SECRET } = given;
  const missing = Object.entries({ POSTHOUSE_MASTER_KEY, NEXTAUTH_SECRET }).filter(([, value]) => !value);
  if (POSTHOUSE_MASTER_KEY && NEXTAUTH_SECRET) return { POSTHOUSE_MASTER_KEY, NEXTAUTH_SECRET };
  throw new ConfigError(
    missing.map(
      ([name]) =>
        `${name} is not set: with DATABASE_URL it is yours to keep. Make it once, with \`openssl rand -base64 32\`.`,
    ),
  );
}

async function reachable(url: string): Promise<Database> {
  const sql = connect(url, { max: 1, connect_timeout: connectTimeoutSeconds });
  try {
    await sql`select 1`;
    return { url, revive: async () => false, stop: async () => {} };
  } catch (error) {
    const { host } = new URL(url);
    throw new Error(`The database at ${host} refused us: ${reason(error)}. Check DATABASE_URL.`, { cause: error });
  } finally {
    await sql.end({ timeout: 1 });
  }
}

/** Node reports several refused addresses as one error without a message. */
function reason(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reason).join(", ");
  return error instanceof Error ? error.message : String(error);
}

const keyBytes = 32;

/** The key kept in `file`, made at the first call: 32 random bytes in base64, readable by its owner alone. */
export async function generatedKey(file: string): Promise<string> {
  const existing = await readFile(file, "utf8").catch(() => "");
  if (existing.trim() !== "") return existing.trim();
  await mkdir(dirname(file), { recursive: true });
  const draft = `${file}.${randomBytes(6).toString("hex")}`;
  await writeFile(draft, `${randomBytes(keyBytes).toString("base64")}\n`, { mode: 0o600 });
  // A link never replaces: of two processes that start together, the second takes the first one's key.
  await link(draft, file).catch(ignoreExisting);
  await rm(draft, { force: true });
  return (await readFile(file, "utf8")).trim();
}

function ignoreExisting(error: unknown): void {
  if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
}
