import { join } from "node:path";
import postgres from "postgres";

type ConnectOptions = postgres.Options<Record<string, never>>;

/**
 * A pool for a URL as libpq takes it: `?host=/folder` names the folder of the server's Unix-domain socket, which the driver
 * itself would send on as a setting. Over the socket a worker spends half the time on what it reads.
 */
export function connect(url: string, options: ConnectOptions = {}): postgres.Sql {
  const { url: plain, path } = splitSocket(url);
  return postgres(plain, { onnotice: () => undefined, ...(path === null ? {} : { path }), ...options });
}

/** libpq's name for a server's socket in a folder (manual, "unix_socket_directories"). */
function splitSocket(text: string): { url: string; path: string | null } {
  const url = URL.parse(text);
  const folder = url?.searchParams.get("host");
  if (!url || !folder?.startsWith("/")) return { url: text, path: null };
  url.searchParams.delete("host");
  return { url: url.href, path: join(folder, `.s.PGSQL.${url.port || DEFAULT_PORT}`) };
}

const DEFAULT_PORT = 5432;
