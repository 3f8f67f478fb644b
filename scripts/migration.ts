import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { PARTITIONED_TABLES } from "#db/partition.ts";
import { main, say } from "#process/command.ts";
import { root } from "#process/root.ts";

/** Writes the next migration: what db/schema has and drizzle/ has not, and after it what drizzle-kit does not know of. */
await main(async () => {
  const [name = "", ...rest] = process.argv.slice(2);
  if (!/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/.test(name) || rest.length > 0) {
    say("Name what the migration brings, in lower case with underscores: npm run migration -- endpoint_filters");
    return 2;
  }
  const before = (await migrations()).length;
  const code = await generate(name);
  const tag = (await migrations())[before];
  if (code !== 0) return code;
  if (tag === undefined) {
    say("Nothing to do: the migrations make all that db/schema asks for.");
    return 0;
  }
  const file = `drizzle/${tag}.sql`;
  const written = await readFile(join(root, file), "utf8");
  await writeFile(join(root, file), layOut(written));
  say(`${file} is written. Read it, and look at:`);
  for (const remark of remarks(written, await tenantTables(tag))) say(`- ${remark}`);
  say("Then prove it: npm test -- db/row-level-security.test.ts (docs/contributing/write-a-migration.md says more).");
  return 0;
});

/** drizzle-kit asks at the terminal whether a column is new or renamed. */
async function generate(name: string): Promise<number> {
  const args = [join(root, "node_modules/drizzle-kit/bin.cjs"), "generate", "--name", name];
  const [code] = await once(spawn(process.execPath, args, { cwd: root, stdio: "inherit" }), "exit");
  return typeof code === "number" ? code : 1;
}

async function migrations(): Promise<string[]> {
  const journal: { entries: { tag: string }[] } = JSON.parse(await readMeta("_journal"));
  return journal.entries.map(({ tag }) => tag);
}

async function tenantTables(tag: string): Promise<Set<string>> {
  const snapshot: { tables: Record<string, { name: string; columns: object }> } = JSON.parse(
    await readMeta(`${tag.slice(0, 4)}_snapshot`),
  );
  return new Set(
    Object.values(snapshot.tables)
      .filter(({ columns }) => "tenant_id" in columns)
      .map(({ name }) => name),
  );
}

function readMeta(name: string): Promise<string> {
  return readFile(join(root, "drizzle/meta", `${name}.json`), "utf8");
}

type NewTable = { name: string; hasTenant: boolean; splitBy: string | undefined };

function newTables(sql: string): NewTable[] {
  return [...sql.matchAll(/^CREATE TABLE "(\w+)" \(([\s\S]*?)\n\);/gm)].map(([, name = "", columns = ""]) => ({
    name,
    hasTenant: columns.includes('\t"tenant_id" '),
    splitBy: new Map<string, string>(Object.entries(PARTITIONED_TABLES)).get(name),
  }));
}

/** Adds partitions, row-level security and the roles' rights, as the migrations before it have them. */
function layOut(sql: string): string {
  const tables = newTables(sql);
  const split = tables.reduce(
    (text, { name, splitBy }) =>
      splitBy === undefined
        ? text
        : text.replace(new RegExp(`(CREATE TABLE "${name}" \\([^;]*\\n\\));`), `$1 PARTITION BY RANGE ("${splitBy}");`),
    sql.trimEnd(),
  );
  const rights = tables.flatMap(({ name, hasTenant }) => [
    ...(hasTenant ? [`SELECT posthouse_protect('${name}');`] : []),
    `GRANT SELECT, INSERT, UPDATE, DELETE ON ${name} TO ${hasTenant ? "posthouse_tenant, " : ""}posthouse_system;`,
  ]);
  return `${[split, ...rights].join("\n--> statement-breakpoint\n")}\n`;
}

function remarks(sql: string, withTenant: ReadonlySet<string>): string[] {
  return [
    ...newTables(sql).flatMap((table) => tableRemarks(table, sql)),
    ...keyRemarks(sql, withTenant),
    ...oldCodeRemarks(sql),
  ];
}

function tableRemarks({ name, hasTenant, splitBy }: NewTable, sql: string): string[] {
  const carriesTenant = new RegExp(`ALTER TABLE "${name}" ADD CONSTRAINT "\\w+" FOREIGN KEY \\([^)]*"tenant_id"`);
  return [
    hasTenant
      ? `${name}: row-level security and rights are laid out. Take from posthouse_tenant what no person or program does.`
      : `${name}: without tenant_id only the system sees it. Right for what belongs to no tenant, and for nothing else.`,
    ...(hasTenant && !carriesTenant.test(sql)
      ? [`${name}: no foreign key carries tenant_id. Reference apps, an endpoint or tenants with it in db/schema.`]
      : []),
    splitBy === undefined
      ? `${name}: not partitioned. What grows with traffic goes into PARTITIONED_TABLES of db/partition.ts first.`
      : `${name}: partitioned by ${splitBy}. npm run migrate makes its first partitions, the maintainer the next.`,
  ];
}

function keyRemarks(sql: string, withTenant: ReadonlySet<string>): string[] {
  const keys = sql.matchAll(
    /ALTER TABLE "(\w+)" ADD CONSTRAINT "(\w+)" FOREIGN KEY \(([^)]*)\) REFERENCES "\w+"\."(\w+)"\(([^)]*)\)/g,
  );
  return [...keys].flatMap(([, from = "", key = "", columns = "", to = "", targets = ""]) => {
    const isTied = columns.includes('"tenant_id"') && targets.includes('"tenant_id"');
    if (isTied || !withTenant.has(from) || !withTenant.has(to)) return [];
    return [
      `${from}: ${key} could point into another tenant. Make it (tenant_id, …) → ${to} (tenant_id, …) in db/schema.`,
    ];
  });
}

/** The release before still runs on the new schema. */
function oldCodeRemarks(sql: string): string[] {
  const isNew = new Set(newTables(sql).map(({ name }) => name));
  const found = (pattern: RegExp) => [...sql.matchAll(pattern)].map(([, ...names]) => names.map((name) => name ?? ""));
  return [
    ...found(/^ALTER TABLE "(\w+)" ADD COLUMN "(\w+)"(?![^;]*DEFAULT)[^;]*NOT NULL/gm).map(
      ([table, column]) =>
        `${table}.${column}: must not be null, and the release before doesn't fill it. Give it a default.`,
    ),
    ...found(/^(?:DROP TABLE|ALTER TABLE) "(\w+)"(?: (?:DROP COLUMN|RENAME)| CASCADE)/gm).map(
      ([table]) => `${table}: the release before still uses what goes here. Take it out one release later.`,
    ),
    ...found(/^DROP INDEX "(\w+)"/gm).map(
      ([index]) => `${index}: dropping it locks readers out. Build what replaces it first, and drop it last.`,
    ),
    ...found(/^CREATE (?:UNIQUE )?INDEX "(\w+)" ON "(\w+)"/gm)
      .filter(([, table = ""]) => !isNew.has(table))
      .map(
        ([index, table]) =>
          `${index}: writes to ${table} wait while it is built. Tell operators in the changelog if ${table} is large.`,
      ),
  ];
}
