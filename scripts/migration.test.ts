import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { appendFile, cp, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { connectDatabase, disconnectDatabase, driver } from "#db/client.ts";
import { createTestDatabase, type TestDatabase } from "#harness/test-database.ts";
import { root } from "#process/root.ts";

const NEEDED = ["db", "domain", "drizzle", "process", "scripts", "drizzle.config.ts", "package.json"];

/** A copy of the repository, as far as a migration is made of it. */
let copy: string;
beforeEach(async () => {
  copy = await mkdtemp(join(tmpdir(), "posthouse-migration-"));
  for (const name of NEEDED.filter((each) => existsSync(join(root, each)))) {
    await cp(join(root, name), join(copy, name), { recursive: true });
  }
  await symlink(join(root, "node_modules"), join(copy, "node_modules"));
  return () => rm(copy, { recursive: true, force: true });
});

async function migration(...args: string[]): Promise<{ code: number | null; said: string; files: string[] }> {
  const before = await readdir(join(copy, "drizzle"));
  const child = spawn(process.execPath, [join(copy, "scripts/migration.ts"), ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [said, code] = await Promise.all([
    text(child.stdout),
    new Promise<number | null>((resolve) => child.once("close", resolve)),
  ]);
  const files = (await readdir(join(copy, "drizzle"))).filter((name) => !before.includes(name));
  return { code, said, files };
}

async function addToSchema(source: string): Promise<void> {
  await writeFile(join(copy, "db/schema/note.ts"), `${SCHEMA_IMPORTS}\n${source}\n`);
  await appendFile(join(copy, "db/schema/index.ts"), 'export * from "./note.ts";\n');
}

const SCHEMA_IMPORTS = `
import { foreignKey, pgTable, text } from "drizzle-orm/pg-core";
import { appId, id, tenantId } from "./column.ts";
import { apps } from "./tenant.ts";`;

const NOTES = `
export const notes = pgTable("notes", { id: id(), tenantId: tenantId(), appId: appId(), text: text("text") }, (t) => [
  foreignKey({ columns: [t.tenantId, t.appId], foreignColumns: [apps.tenantId, apps.id], name: "notes_app_fk" }),
]);`;

test("has nothing to do where the migrations make all that the schema asks for", async () => {
  const { code, said, files } = await migration("anything");
  expect([code, files]).toEqual([0, []]);
  expect(said).toContain("Nothing to do: ");
});

test.each([[[]], [["Notes"]], [["add notes"]], [["../notes"]], [["notes", "more"]]])(
  "says how to name it when asked for %j",
  async (args) => {
    await addToSchema(NOTES);
    const { code, said, files } = await migration(...args);
    expect([code, said.trim().split("\n"), files]).toEqual([2, [expect.stringContaining("npm run migration -- ")], []]);
  },
);

describe("a table with tenant_id", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
    connectDatabase(database.url);
  });
  afterAll(async () => {
    await disconnectDatabase();
    await database.drop();
  });

  test("is split by time when named so, and under row-level security, with rights for both roles", async () => {
    await addToSchema(NOTES);
    await edit("db/partition.ts", ["PARTITIONED_TABLES = {", 'PARTITIONED_TABLES = {\n  notes: "id",']);
    const { code, said, files } = await migration("notes_of_apps");
    expect([code, files]).toEqual([0, [expect.stringMatching(/^\d{4}_notes_of_apps\.sql$/)]]);
    expect(said).toContain("notes: partitioned by id.");
    expect(said).not.toContain("tenant_id. Reference");
    const sql = await readFile(join(copy, "drizzle", files[0] ?? ""), "utf8");
    for (const statement of sql.split("--> statement-breakpoint")) await driver().unsafe(statement);
    const [table] = await driver()`
      select relkind, relrowsecurity, relforcerowsecurity,
        (select array_agg(polname::text order by polname) from pg_policy where polrelid = c.oid) as policies,
        has_table_privilege('posthouse_tenant', oid, 'select, insert, update, delete') as tenant,
        has_table_privilege('posthouse_system', oid, 'select, insert, update, delete') as system
      from pg_class c where relname = 'notes'`;
    expect(table).toEqual({
      relkind: "p",
      relrowsecurity: true,
      relforcerowsecurity: true,
      policies: ["system_all", "tenant_only"],
      tenant: true,
      system: true,
    });
  });
});

test("of a table without tenant_id the tenant role sees nothing", async () => {
  await addToSchema('export const marks = pgTable("marks", { id: id() });');
  const { said, files } = await migration("marks");
  expect(said).toContain("marks: without tenant_id only the system sees it.");
  const sql = await readFile(join(copy, "drizzle", files[0] ?? ""), "utf8");
  expect(sql).toContain("ON marks TO posthouse_system;");
  expect(sql).not.toMatch(/posthouse_protect|posthouse_tenant/);
});

test("names what the release before would stumble over, and keys that could lead to another tenant", async () => {
  await addToSchema(
    'export const notes = pgTable("notes", { id: id(), tenantId: tenantId(), appId: appId().references(() => apps.id) });',
  );
  await edit("db/schema/endpoint.ts", ['version: text("version"),', ""]);
  await edit("db/schema/tenant.ts", ["isStaff: ", 'rank: text("rank").notNull(),\n    isStaff: ']);
  await edit("db/schema/source.ts", [
    'index("sources_app")',
    'index("sources_name").on(t.name),\n    index("sources_app")',
  ]);
  const { said } = await migration("four_traps");
  expect(said.split("\n").filter((line) => line.startsWith("- "))).toEqual([
    expect.stringContaining("notes: row-level security and rights are laid out."),
    expect.stringContaining("notes: no foreign key carries tenant_id."),
    expect.stringContaining("notes: not partitioned."),
    expect.stringContaining("notes: notes_app_id_apps_id_fk could point into another tenant."),
    expect.stringContaining("users.rank: must not be null, and the release before doesn't fill it."),
    expect.stringContaining("endpoints: the release before still uses what goes here."),
    expect.stringContaining("sources_name: writes to sources wait while it is built."),
  ]);
});

async function edit(file: string, [from, to]: readonly [string, string]): Promise<void> {
  const known = await readFile(join(copy, file), "utf8");
  expect(known).toContain(from);
  await writeFile(join(copy, file), known.replace(from, to));
}
