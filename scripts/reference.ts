import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { z } from "zod";
import { configSchema } from "#domain/config.ts";
import { main } from "./main.ts";
import { root } from "./root.ts";
import { say } from "./say.ts";

const file = join(root, "docs/reference/settings.md");

/** Writes the settings' reference page from their schema; with `--check` says whether it is up to date. */
await main(async () => {
  const page = settingsPage();
  if (!process.argv.includes("--check")) {
    await writeFile(file, page);
    say("docs/reference/settings.md is up to date.");
    return 0;
  }
  const written = await readFile(file, "utf8").catch(() => "");
  if (written === page) return 0;
  say("docs/reference/settings.md is stale: run `npm run reference`.");
  return 1;
});

function settingsPage(): string {
  const rows = Object.entries(configSchema.shape).map(([name, field]) => {
    return `| \`${name}\` | ${defaultOf(field)} | ${field.description ?? ""} |`;
  });
  return [
    "# Settings",
    "",
    "Environment variables, read once at start. A bad one stops the start with a sentence that says which and why.",
    "This page is generated from their schema by `npm run reference`.",
    "",
    "| setting | default | meaning |",
    "|---|---|---|",
    ...rows,
    "",
  ].join("\n");
}

/** What an unset variable means, found by parsing none. */
function defaultOf(field: z.ZodType): string {
  const parsed = field.safeParse(undefined);
  const value: unknown = parsed.success ? parsed.data : undefined;
  if (value === undefined) return "";
  return Array.isArray(value) ? "none" : `\`${String(value)}\``;
}
