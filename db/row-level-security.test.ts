import { eq, ne, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { connectDatabase, disconnectDatabase, driver, type Tx } from "#db/client.ts";
import { apiKeys, apps, memberships, tenants, users } from "#db/schema/tenant.ts";
import { inTenant, system } from "#db/tenant.ts";
import { makeKey, makeTenant, makeUser } from "#domain/test-factory.ts";
import { createTestDatabase, type TestDatabase } from "#harness/test-database.ts";

let testDatabase: TestDatabase;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  // One connection: whatever a transaction left behind on it, the next one would meet.
  connectDatabase(testDatabase.url, { connectionsMax: 1 });
});
afterAll(async () => {
  await disconnectDatabase();
  await testDatabase.drop();
});

/** What the worker alone writes, in one statement with what it takes the tenant from: a row whose key has been checked. */
const WRITTEN_WITH_A_DELIVERY = "^(attempts|deliveries_ended|health_deltas)(_|$)";

/** Tables and partitions that hold tenants' rows, and what is missing from their protection. */
async function unprotected(): Promise<string[]> {
  const rows = await driver()<{ fault: string }[]>`
    with tenant_table as (
      select c.oid, c.relname, c.relrowsecurity, c.relforcerowsecurity, c.relispartition, a.attnum
      from pg_class c join pg_attribute a on a.attrelid = c.oid and not a.attisdropped
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
        and a.attname = case c.relname when 'tenants' then 'id' else 'tenant_id' end)
    select relname || ': row-level security is not forced' as fault
      from tenant_table where not (relrowsecurity and relforcerowsecurity)
    union all
    select relname || ': no policy binds the tenant role' from tenant_table t
      where not exists (select from pg_policy p where p.polrelid = t.oid and p.polroles = array['posthouse_tenant'::regrole::oid]
        and pg_get_expr(p.polqual, p.polrelid) like '%posthouse_tenant_id()%' and pg_get_expr(p.polwithcheck, p.polrelid) like '%posthouse_tenant_id()%')
    union all
    select relname || ': a policy lets the tenant role past' from tenant_table t
      where (select count(*) from pg_policy p where p.polrelid = t.oid and p.polpermissive
        and (p.polroles = array[0::oid] or 'posthouse_tenant'::regrole = any(p.polroles))) > 1
    union all
    select relname || ': no foreign key carries the tenant' from tenant_table t
      where relname <> 'tenants' and relname !~ ${WRITTEN_WITH_A_DELIVERY} and not exists (select from pg_inherits i where i.inhparent = t.oid) and not exists (
        select from pg_constraint f where f.conrelid = t.oid and f.contype = 'f' and t.attnum = any(f.conkey))
    union all
    select t.relname || ': ' || f.conname || ' could point into another tenant' from tenant_table t
      join pg_constraint f on f.conrelid = t.oid and f.contype = 'f'
      join tenant_table target on target.oid = f.confrelid
      where not (t.attnum = any(f.conkey) and target.attnum = any(f.confkey))
    order by 1`;
  return rows.map(({ fault }) => fault);
}

async function tenantTables(): Promise<string[]> {
  const rows = await driver()<{ name: string }[]>`
    select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by 1`;
  return rows.map(({ name }) => name);
}

describe("the catalogue", () => {
  test("protects every table and partition that holds tenants' rows", async () => {
    expect((await tenantTables()).length).toBeGreaterThan(40);
    expect(await unprotected()).toEqual([]);
  });

  test("would show a new table that was forgotten", async () => {
    await driver()`create table forgotten (tenant_id uuid, app_id uuid references apps (id))`;
    expect(await unprotected()).toEqual([
      "forgotten: forgotten_app_id_fkey could point into another tenant",
      "forgotten: no foreign key carries the tenant",
      "forgotten: no policy binds the tenant role",
      "forgotten: row-level security is not forced",
    ]);
    await driver()`drop table forgotten`;
  });

  test("gives the tenant role no way around: no login, no bypass, no ownership, no other role, no new tables", async () => {
    const [role] = await driver()`
      select rolsuper, rolbypassrls, rolcanlogin, rolcreaterole, rolcreatedb,
        exists (select from pg_auth_members where member = r.oid) as "inAnother",
        exists (select from pg_class where relowner = r.oid) as owns,
        has_schema_privilege(r.oid, 'public', 'create') as creates
      from pg_roles r where rolname = 'posthouse_tenant'`;
    expect(Object.entries(role ?? {}).filter(([, value]) => value !== false)).toEqual([]);
  });
});

describe("the tenant role", () => {
  let own: Awaited<ReturnType<typeof makeTenant>>;
  let other: Awaited<ReturnType<typeof makeTenant>>;
  beforeEach(async () => {
    own = await makeTenant();
    other = await makeTenant();
    for (const tenant of [own, other]) {
      await makeUser({ tenant });
      await makeKey(tenant);
    }
  });

  const asTenantRole = <T>(setting: string | null, work: (tx: Tx) => Promise<T>) =>
    system().transaction(async (tx) => {
      await tx.execute(sql`set local role posthouse_tenant`);
      if (setting !== null) await tx.execute(sql`select set_config('posthouse.tenant_id', ${setting}, true)`);
      return work(tx);
    });

  test.each([
    ["without a tenant", null],
    ["with an empty tenant", ""],
    ["with a tenant that does not exist", "00000000-0000-7000-8000-000000000000"],
  ])("sees no row %s, in any table it may read", async (_, setting) => {
    for (const name of [...(await tenantTables()), "tenants", "users"]) {
      const read = asTenantRole(setting, async (tx) => tx.execute(sql.raw(`select 1 from "${name}" limit 1`)));
      const rows = await read.catch((error: unknown) => refusalCode(error));
      expect([name, rows === "42501" || rows.length === 0]).toEqual([name, true]);
    }
  });

  test("sees its tenant's rows and nobody else's, and of people only its members", async () => {
    const seen = await inTenant(own.id, async (tx) => ({
      tenants: await tx.select({ id: tenants.id }).from(tenants),
      keys: await tx.select({ tenantId: apiKeys.tenantId }).from(apiKeys),
      members: await tx.select({ tenantId: memberships.tenantId }).from(memberships),
      people: await tx.select({ id: users.id }).from(users),
      others: await tx.select({ id: apps.id }).from(apps).where(ne(apps.tenantId, own.id)),
    }));
    expect(seen).toMatchObject({ tenants: [{ id: own.id }], keys: [{ tenantId: own.id }], others: [] });
    expect([seen.members.length, seen.people.length]).toEqual([1, 1]);
  });

  test("cannot read a password hash", async () => {
    const read = inTenant(own.id, (tx) => tx.select({ hash: users.passwordHash }).from(users));
    expect(await read.catch(refusalCode)).toBe("42501");
  });

  test("can neither add, move, change nor delete a row of another tenant", async () => {
    const row = { slug: "planted", name: "Planted" };
    const id = "0198c0de-0000-7000-8000-00000000abcd";
    const planted = inTenant(own.id, (tx) => tx.insert(apps).values({ id, tenantId: other.id, ...row }));
    expect(await planted.catch(refusalCode)).toBe("42501");
    const moved = inTenant(own.id, (tx) => tx.update(apps).set({ tenantId: other.id }).where(eq(apps.id, own.appId)));
    expect(await moved.catch(refusalCode)).toBe("42501");
    const touched = await inTenant(own.id, async (tx) => [
      await tx.update(apps).set({ name: "Taken" }).where(eq(apps.id, other.appId)).returning(),
      await tx.delete(apiKeys).where(eq(apiKeys.tenantId, other.id)).returning(),
    ]);
    expect(touched).toEqual([[], []]);
  });

  test("cannot tie its own row to another tenant's app", async () => {
    const tied = inTenant(own.id, (tx) => tx.update(apiKeys).set({ appId: other.appId }));
    expect(await tied.catch(refusalCode)).toBe("23503");
  });

  test("keeps two tenants apart that take turns on one connection, and leaves it as it was", async () => {
    const readTwice = (tenantId: string) =>
      inTenant(tenantId, async (tx) => {
        const first = await tx.select({ tenantId: apps.tenantId }).from(apps);
        const second = await tx.select({ tenantId: apiKeys.tenantId }).from(apiKeys);
        return [...new Set([...first, ...second].map((row) => row.tenantId))];
      });
    const turns = Array.from({ length: 20 }, (_, turn) => (turn % 2 === 0 ? own.id : other.id));
    expect(await Promise.all(turns.map(readTwice))).toEqual(turns.map((tenantId) => [tenantId]));
    await expect(inTenant(own.id, () => Promise.reject(new Error("midway")))).rejects.toThrow("midway");
    const [left] = await driver()`select current_user = session_user as same, posthouse_tenant_id() as tenant`;
    expect(left).toEqual({ same: true, tenant: null });
    expect(await system().$count(tenants)).toBeGreaterThan(1);
  });
});

function refusalCode(error: unknown): string {
  const code = error instanceof Error && error.cause instanceof Error ? Reflect.get(error.cause, "code") : undefined;
  if (typeof code === "string") return code;
  throw error;
}
