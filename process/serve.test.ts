import { once } from "node:events";
import { createServer } from "node:net";
import { afterEach, expect, test } from "vitest";
import { requireFreePort } from "./serve.ts";

const holder = createServer();
afterEach(() => holder.close());

async function takenPort(host?: string): Promise<number> {
  holder.listen(0, host);
  await once(holder, "listening");
  const address = holder.address();
  return typeof address === "object" && address ? address.port : 0;
}

test("a taken port is refused in a sentence that names the setting to change", async () => {
  const port = await takenPort();
  await expect(requireFreePort("INGEST_PORT", port)).rejects.toThrow(
    `Port ${port} is taken by another program. Set INGEST_PORT to a free one, for example INGEST_PORT=${port + 100}.`,
  );
});

test("a port taken on loopback alone is refused too", async () => {
  await expect(requireFreePort("PORT", await takenPort("127.0.0.1"))).rejects.toThrow("is taken");
});

test("a free port passes, and is free afterwards", async () => {
  const port = await takenPort();
  holder.close();
  await once(holder, "close");
  await requireFreePort("PORT", port);
  await requireFreePort("PORT", port);
});
