import { constants } from "node:os";
import { join } from "node:path";
import { root } from "#process/root.ts";
import { withoutSettings } from "#process/without-settings.ts";
import { type FaultWorker, named, somePort, startProcess } from "./start-worker.ts";

type WebOptions = {
  name: string;
  databaseUrl: string;
  masterKey: string;
  logFile: string;
  onLost: (how: string) => void;
};

/** Starts a web process from the build that is there; it is a door for events, like a worker's. */
export async function startWeb({ databaseUrl, masterKey, ...options }: WebOptions): Promise<FaultWorker> {
  const port = await somePort();
  const url = `http://127.0.0.1:${port}`;
  const web = await startProcess({
    ...options,
    roles: ["ingest"],
    url,
    args: [join(root, "node_modules/next/dist/bin/next"), "start", root, "-p", String(port), "-H", "127.0.0.1"],
    env: {
      ...withoutSettings(process.env),
      NODE_ENV: "production",
      DATABASE_URL: named(databaseUrl, options.name),
      POSTHOUSE_MASTER_KEY: masterKey,
      NEXTAUTH_SECRET: masterKey,
      NEXTAUTH_URL: url,
      PUBLIC_URL: url,
      LOG_LEVEL: "warn",
    },
  });
  return { ...web, stop: async () => asEnded(await web.stop()) };
}

/** Next ends what it has under way, too, and then says which signal it was. */
function asEnded(how: string): string {
  return how === `exit code ${128 + constants.signals.SIGTERM}` ? "exit code 0" : how;
}
