import { once } from "node:events";
import { createServer } from "node:net";

/** `wanted` when nobody listens on it on loopback, otherwise a port the system picks. */
export async function freePort(wanted: number): Promise<number> {
  return (await tryPort(wanted)) ?? (await tryPort(0)) ?? wanted;
}

async function tryPort(port: number): Promise<number | null> {
  const probe = createServer();
  try {
    probe.listen(port, "127.0.0.1");
    await once(probe, "listening");
    const address = probe.address();
    return typeof address === "object" && address ? address.port : null;
  } catch {
    return null;
  } finally {
    probe.close();
  }
}
