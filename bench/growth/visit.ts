import { connectDatabase, disconnectDatabase } from "#db/client.ts";

/** Two connections for each table that is filled at once. */
const CONNECTIONS = 12;

/** Does some work while this process is connected to a database, over connections that know nothing yet. */
export async function visit<T>({ url }: { url: string }, work: () => Promise<T>): Promise<T> {
  await disconnectDatabase();
  connectDatabase(url, { connectionsMax: CONNECTIONS });
  return work();
}
