import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { driver } from "#db/client.ts";
import { root } from "#process/root.ts";

/** Places with what stands in them: a file, a page, an answer, a table. */
export type Haystack = Map<string, string>;

/** Where a secret stands in any form that it could have been written in: `signing secret in table attempts`. */
export function findCanaries(canaries: Readonly<Record<string, string>>, places: Haystack): string[] {
  return Object.entries(canaries).flatMap(([name, secret]) => {
    const forms = formsOf(secret);
    return [...places].flatMap(([place, text]) =>
      forms.some((form) => text.includes(form)) ? [`${name} in ${place}`] : [],
    );
  });
}

/** Plain, without its prefix, and as hex or base64 of either its text or, where it is base64, its bytes. */
function formsOf(secret: string): string[] {
  const bare = secret.replace(/^(whsec_|ph_[0-9a-z]{26}_)/, "");
  const bytes = [Buffer.from(secret), Buffer.from(bare)];
  if (/^[\w+/]{40,}=*$/.test(bare)) bytes.push(Buffer.from(bare, "base64"));
  const encoded = bytes.flatMap((each) => [
    each.toString("hex"),
    each.toString("base64").replace(/=+$/, ""),
    each.toString("base64url"),
  ]);
  return [secret, bare, JSON.stringify(bare).slice(1, -1), encodeURIComponent(bare), ...encoded];
}

/** Every file below a folder of the project. */
export async function filesBelow(folder: string): Promise<Haystack> {
  const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Map(await Promise.all(files.map(async (file) => [file, await readFile(file, "latin1")] as const)));
}

/** Every row of every table, as PostgreSQL writes it into a dump: bytes as hex. */
export async function databaseDump(): Promise<Haystack> {
  const sql = driver();
  const tables = await sql<{ name: string }[]>`
    select quote_ident(nspname) || '.' || quote_ident(relname) as name
    from pg_class join pg_namespace n on n.oid = relnamespace
    where relkind = 'r' and nspname not in ('pg_catalog', 'information_schema')`;
  const dump: Haystack = new Map();
  for (const { name } of tables) {
    const rows = await sql.unsafe<{ line: string }[]>(`select t::text as line from ${name} t`);
    dump.set(`table ${name}`, rows.map(({ line }) => line).join("\n"));
  }
  return dump;
}
