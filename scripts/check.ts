import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { main, say, seconds } from "#process/command.ts";
import { root } from "#process/root.ts";

/** `isShown`: what it says is worth reading when it passes, too. */
type Check = { name: string; args: string[]; env?: Record<string, string>; isShown?: boolean };

const bin = (path: string) => join(root, "node_modules", path);
const openapi = join(root, "scripts/openapi.ts");

const checks: Check[] = [
  {
    name: "format, lint, no import circles",
    args: [bin("@biomejs/biome/bin/biome"), "check", "--error-on-warnings", "--max-diagnostics=50"],
  },
  { name: "who imports whom", args: [join(root, "scripts/rooms.ts")] },
  { name: "types of routes", args: [bin("next/dist/bin/next"), "typegen"] },
  { name: "types", args: [bin("typescript/bin/tsc"), "--noEmit"] },
  { name: "reference pages are up to date", args: [join(root, "scripts/reference.ts"), "--check"] },
  { name: "dependencies without known holes", args: [join(root, "scripts/audit-dependencies.ts")], isShown: true },
  { name: "dead code", args: [bin("knip/bin/knip.js")] },
  // Route files may only be imported where React's server half is asked for.
  ...(existsSync(openapi)
    ? [
        {
          name: "OpenAPI is up to date",
          args: [openapi, "--check"],
          env: { NODE_OPTIONS: "--conditions=react-server" },
        },
      ]
    : []),
];

await main(async () => {
  let failed = 0;
  for (const check of checks) {
    const startedAt = performance.now();
    const { code, output } = await run(check);
    say(`${code === 0 ? "✓" : "✗"} ${check.name} ${seconds(startedAt)}`);
    if (code !== 0) failed += 1;
    if (code !== 0 || check.isShown) say(output);
  }
  if (failed > 0) say(`${failed} of ${checks.length} checks failed.`);
  return failed === 0 ? 0 : 1;
});

async function run({ args, env }: Check): Promise<{ code: number; output: string }> {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise<number>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve(code ?? 1));
  });
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { code, output: `${out}${err}`.trim() };
}
