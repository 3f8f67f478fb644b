import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { NODE_SNIPPET } from "#components/secret/snippet/node.ts";
import { freePort } from "#db/embedded/free-port.ts";
import { root } from "#process/root.ts";
import { expect, test } from "./test.ts";

// The commands wait for deliveries in whole seconds, as a reader would.
test.describe.configure({ timeout: 120_000 });

const GUIDES = [
  "send-your-first-event",
  "verify-a-signature",
  "rotate-a-secret",
  "replay-safely",
  "give-a-program-access",
  "receive-from-a-provider",
];

for (const guide of GUIDES) {
  test(`the commands of the guide ${guide} do what it says`, async ({ tenant, baseURL }) => {
    const folder = await mkdtemp(join(tmpdir(), "posthouse-guide-"));
    const blocks = await blocksOf(guide);
    const adapt = adapted({
      tenant: tenant.slug,
      url: baseURL ?? "",
      receiver: `http://127.0.0.2:${await freePort(0)}`,
    });
    try {
      await writeFile(join(folder, "posthouse-signature.mjs"), NODE_SNIPPET);
      await writeFile(join(folder, "receiver.mjs"), await verifyingReceiver());
      const script = blocks.map(({ commands }, at) => `echo '${mark(at)}'\n${adapt(commands)}`).join("\n");
      const { code, output } = await bash(`${adapt(await keyCommand())}\n${start(guide, folder)}\n${script}`);
      expect(code, output).toBe(0);
      for (const [at, { says }] of blocks.entries()) {
        const printed = output.split(mark(at))[1]?.split(MARK)[0]?.trim().split("\n") ?? [];
        if (says !== null) expect(printed.at(-1), output).toBe(says);
      }
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
}

const MARK = "--- commands ";
const mark = (at: number) => `${MARK}${at}.`;

type Block = { commands: string; says: string | null };

/** A guide's commands, each with what the text below promises that it says last. */
async function blocksOf(guide: string): Promise<Block[]> {
  const page = await readFile(join(root, "docs/guides", `${guide}.md`), "utf8");
  const blocks = [...page.matchAll(/```sh\n([\s\S]*?)```\n\n(?:says (?:`([^`\n]+)`|(\w+)))?/g)];
  expect(blocks.length).toBeGreaterThan(2);
  return blocks.map(([, commands = "", code, word]) => ({ commands, says: code ?? word ?? null }));
}

/** The first guide makes the key that the others go on with. */
async function keyCommand(): Promise<string> {
  const [first] = await blocksOf("send-your-first-event");
  return `cd '${root}'\n${first?.commands}`;
}

/** The first guide begins in Posthouse's own folder, the others in an empty one. */
function start(guide: string, folder: string): string {
  return `cd '${guide === "send-your-first-event" ? root : folder}'`;
}

/** The receiver that the guide on signatures writes down, which the one on rotation goes on with. */
async function verifyingReceiver(): Promise<string> {
  const [first] = await blocksOf("verify-a-signature");
  return /<<'EOF'\n([\s\S]*?)EOF/.exec(first?.commands ?? "")?.[1] ?? "";
}

/** What stands for the reader's own in the commands, as it is here. */
function adapted({ tenant, url, receiver }: { tenant: string; url: string; receiver: string }) {
  return (commands: string) =>
    commands
      .replaceAll("http://localhost:3000", url)
      .replaceAll("http://127.0.0.1:4400", receiver)
      // A reader takes longer to go on than a receiver takes to start; a script does not.
      .replaceAll(/^.*receiver\.mjs .*&$/gm, (started) => `${started}\n${untilListening(receiver)}`)
      .replaceAll("--tenant default", `--tenant ${tenant}`);
}

function untilListening(receiver: string): string {
  const { hostname, port } = new URL(receiver);
  return `until (exec 3<>/dev/tcp/${hostname}/${port}) 2>/dev/null; do sleep 0.1; done`;
}

/** Runs a script to its end, and ends what it has left running. */
async function bash(script: string): Promise<{ code: number | null; output: string }> {
  const child = spawn("bash", ["--norc", "-c", `exec 2>&1\nset -euo pipefail\n${script}`], {
    detached: true,
    // Playwright asks programs for colours, which are no part of what a command says.
    env: { ...process.env, FORCE_COLOR: "0" },
    stdio: ["ignore", "pipe", "ignore"],
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", resolve);
  });
  const output = text(child.stdout);
  const code = await ended;
  if (child.pid !== undefined) killGroup(child.pid);
  return { code, output: await output };
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, "SIGKILL");
  } catch (error) {
    // Nothing was left running.
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}
