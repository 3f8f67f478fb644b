import { readdirSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { root } from "#process/root.ts";

// Read from the source, so that none is forgotten.
const ALL_PAGES = pagesBelow("app");
const APP = "t/[tenant]/[app]";

/** The pages of a tenant's app, as their folders are called: `endpoints/[id]`; the app's bare address is `""`. */
export const PAGES = ALL_PAGES.filter((page) => page === APP || page.startsWith(`${APP}/`)).map((page) =>
  page.slice(APP.length + 1),
);

/** The pages of the support staff. */
export const STAFF_PAGES = ALL_PAGES.filter((page) => page === "support" || page.startsWith("support/"));

/** The pages outside of every tenant and for everybody, `/` excepted, which only leads on. */
export const OUTER_PAGES = ALL_PAGES.filter(
  (page) => page !== "" && !page.startsWith("t/") && !STAFF_PAGES.includes(page),
);

/** The page that stands in for all addresses that have none. */
export const UNKNOWN_PAGE = "[...unknown]";

/** A page's address, in parts; `idOf` names a thing for the folder that its page lies in. */
export function addressOf(page: string, idOf: Readonly<Record<string, string>>): string[] {
  if (page === UNKNOWN_PAGE) return ["no-such-page"];
  const folders = page.split("/").filter((folder) => folder !== "");
  return folders.map((folder, at) => {
    if (!folder.startsWith("[")) return folder;
    const id = idOf[folders[at - 1] ?? ""];
    if (id === undefined) throw new Error(`The tests know nothing that ${page} could show: see idOf in e2e/.`);
    return id;
  });
}

function pagesBelow(folder: string): string[] {
  const top = join(root, folder);
  return readdirSync(top, { recursive: true, withFileTypes: true })
    .filter(({ name }) => name === "page.tsx")
    .map((entry) => relative(top, dirname(join(entry.parentPath, entry.name))))
    .map((path) => path.split(sep).filter(isInAddress).join("/"))
    .sort();
}

/** Route groups and slots are folders without a part in the address. */
function isInAddress(folder: string): boolean {
  return !folder.startsWith("(") && !folder.startsWith("@");
}
