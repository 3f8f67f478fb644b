import { join } from "node:path";
import type { Config } from "#domain/config.ts";
import type { Program } from "./launch.ts";
import { root } from "./root.ts";

type Output = (name: string) => Program["output"];

/** The dashboard and management API: `next start`, or `next dev`. */
export function webProgram(env: NodeJS.ProcessEnv, output: Output, mode: "start" | "dev" = "start"): Program {
  const NODE_ENV = mode === "start" ? "production" : "development";
  const next = join(root, "node_modules/next/dist/bin/next");
  return {
    name: "web",
    args: [next, mode, root, "-p", env.PORT ?? ""],
    env: { ...env, NODE_ENV },
    output: output("web"),
  };
}

/** The dispatcher, the maintenance and the ingest door. */
export function workerProgram(env: NodeJS.ProcessEnv, output: Output): Program {
  return { name: "worker", args: [join(root, "worker/main.ts")], env, output: output("worker") };
}

export function readyUrls({ PORT, INGEST_PORT }: Config): string[] {
  return [PORT, INGEST_PORT].map((port) => `http://127.0.0.1:${port}/readyz`);
}
