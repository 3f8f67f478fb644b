import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

const nodeMajor = Number.parseInt(process.versions.node, 10);
if (nodeMajor < 24)
  throw new Error(`The tests need Node 24, and this is ${process.version}: run \`npm test\`, which brings it.`);

export default defineConfig({
  test: {
    include: ["**/*.test.{ts,tsx}"],
    exclude: ["node_modules/**", ".next/**", ".posthouse/**", "e2e/**", "bench/peers/**"],
    globalSetup: ["harness/test-cluster.ts"],
    pool: "forks",
    maxWorkers: Math.max(2, availableParallelism()),
    // Patience, not speed: a machine that is busy with three times its cores' work passes, too.
    testTimeout: 90_000,
    // The first file that asks for a database waits for the server and the migrations.
    hookTimeout: 360_000,
    expect: { poll: { timeout: 60_000 } },
    unstubEnvs: true,
    restoreMocks: true,
  },
});
