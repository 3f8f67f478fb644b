import { readFile, writeFile } from "node:fs/promises";
import { registerHooks } from "node:module";
import { join } from "node:path";
import { apiTable } from "#http/openapi/api-table.ts";
import { openApiDocument } from "#http/openapi/document.ts";
import { main, say } from "#process/command.ts";
import { root } from "#process/root.ts";

// Route files import `next/headers`; Next names no exports, so plain Node wants the file's whole name.
registerHooks({
  resolve: (specifier, context, next) =>
    next(/^next\/[a-z]+$/.test(specifier) ? `${specifier}.js` : specifier, context),
});

/** Writes the API's description and its table in docs/reference; with `--check` says whether they are up to date. */
await main(async () => {
  const document = await openApiDocument();
  const files = {
    "docs/reference/openapi.json": `${JSON.stringify(document, null, 2)}\n`,
    "docs/reference/api.md": apiTable(document),
  };
  if (!process.argv.includes("--check")) {
    for (const [file, text] of Object.entries(files)) await writeFile(join(root, file), text);
    say(`${Object.keys(files).join(" and ")} are up to date.`);
    return 0;
  }
  const stale: string[] = [];
  for (const [file, text] of Object.entries(files)) if ((await read(file)) !== text) stale.push(file);
  if (stale.length === 0) return 0;
  say(`${stale.join(" and ")} stale: run \`npm run openapi\`.`);
  return 1;
});

function read(file: string): Promise<string> {
  return readFile(join(root, file), "utf8").catch(() => "");
}
