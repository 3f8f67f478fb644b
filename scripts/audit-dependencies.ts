import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { main, say } from "#process/command.ts";
import { root } from "#process/root.ts";
import { auditVerdict } from "./audit-verdict.ts";

const timeoutMs = 60_000;

/** Asks the registry for known holes in what we ship. */
await main(async () => {
  const { npm_execpath } = process.env;
  const [command, ...first] = npm_execpath ? [process.execPath, npm_execpath] : ["npm"];
  const args = [...first, "audit", "--omit=dev", "--json"];
  const child = spawn(command, args, { cwd: root, stdio: ["ignore", "pipe", "ignore"], timeout: timeoutMs });
  const printed = await Promise.race([
    text(child.stdout),
    new Promise<string>((give) => child.once("error", () => give(""))),
  ]);
  const { kind, sentences } = auditVerdict(printed);
  for (const sentence of sentences) say(sentence);
  return kind === "failed" ? 1 : 0;
});
