import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { z } from "zod";
import { SNIPPETS } from "#components/secret/snippets.ts";
import { configSchema } from "#domain/config.ts";
import { main, say } from "#process/command.ts";
import { root } from "#process/root.ts";

const BEGIN = /<!-- snippets: [^>]* -->/;
const END = "<!-- /snippets -->";

/** Each page with what it says now, made from what is written there and what the code says. */
const PAGES: Record<string, (written: string) => string> = {
  "docs/reference/settings.md": settingsPage,
  "docs/guides/verify-a-signature.md": withSnippets,
};

/** Writes what of docs/ is made from the code, the API's reference excepted; with `--check` says whether it is up to date. */
await main(async () => {
  let stale = 0;
  for (const [page, contentOf] of Object.entries(PAGES)) {
    const written = await readFile(join(root, page), "utf8").catch(() => "");
    const content = contentOf(written);
    if (written === content) continue;
    stale += 1;
    if (process.argv.includes("--check")) say(`${page} is stale: run \`npm run reference\`.`);
    else await writeFile(join(root, page), content);
  }
  if (!process.argv.includes("--check")) say(`${Object.keys(PAGES).join(" and ")} are up to date.`);
  return process.argv.includes("--check") && stale > 0 ? 1 : 0;
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

/** A guide with the verification snippets, as the dashboard shows them, between its two marks. */
function withSnippets(guide: string): string {
  const begin = BEGIN.exec(guide);
  const endsAt = guide.indexOf(END);
  if (!begin || endsAt < begin.index) throw new Error(`The guide has lost its marks, ${BEGIN.source} and ${END}.`);
  const sections = SNIPPETS.map(({ label, language, code }) => `### ${label}\n\n\`\`\`${language}\n${code}\`\`\`\n`);
  return `${guide.slice(0, begin.index)}${begin[0]}\n\n${sections.join("\n")}\n${guide.slice(endsAt)}`;
}
