import { once } from "node:events";
import { createServer } from "node:net";

/** Refuses, in a sentence that names the setting, a port that another program listens on. */
export async function requireFreePort(setting: string, port: number): Promise<void> {
  const code = await listenError(port);
  if (code === null) return;
  const advice = `Set ${setting} to a free one, for example ${setting}=${port + 100}.`;
  if (code === "EADDRINUSE") throw new Error(`Port ${port} is taken by another program. ${advice}`);
  if (code === "EACCES") throw new Error(`Port ${port} may only be used by the system's administrator. ${advice}`);
  throw new Error(`Port ${port} can't be listened on (${code}). ${advice}`);
}

async function listenError(port: number): Promise<string | null> {
  const probe = createServer();
  try {
    probe.listen(port);
    await once(probe, "listening");
    return null;
  } catch (error) {
    return error instanceof Error && "code" in error ? String(error.code) : "unknown";
  } finally {
    probe.close();
  }
}
