import { readdirSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { root } from "#scripts/root.ts";

const appFolder = join(root, "app/t/[tenant]/[app]");

/** Every page of an app, as its folders are called: `endpoints/[id]`. Read from the source, so none is forgotten. */
export const PAGES: readonly string[] = readdirSync(appFolder, { recursive: true, withFileTypes: true })
  .filter(({ name }) => name === "page.tsx")
  .map((entry) => relative(appFolder, dirname(join(entry.parentPath, entry.name))))
  .map((path) => path.split(sep).filter(isInAddress).join("/"))
  .sort();

/** The page that stands in for all addresses that have none. */
export const UNKNOWN_PAGE = "[...unknown]";

/** A page's address below the app; `idOf` names a thing for the folder that its page lies in. */
export function addressOf(page: string, idOf: Readonly<Record<string, string>>): string[] {
  if (page === UNKNOWN_PAGE) return ["no-such-page"];
  const folders = page.split("/");
  return folders.map((folder, at) => {
    if (!folder.startsWith("[")) return folder;
    const id = idOf[folders[at - 1] ?? ""];
    if (id === undefined) throw new Error(`e2e/furnish.ts makes nothing that ${page} could show. Add it to its ids.`);
    return id;
  });
}

/** Route groups and slots are folders without a part in the address. */
function isInAddress(folder: string): boolean {
  return !folder.startsWith("(") && !folder.startsWith("@");
}
