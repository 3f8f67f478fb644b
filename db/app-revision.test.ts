import { beforeEach, describe, expect, test } from "vitest";
import { makeEndpointRow } from "#domain/event/test-factory.ts";
import { newId } from "#domain/new-id.ts";
import { makeTenant } from "#domain/test-factory.ts";
import { ownTestDatabase } from "#harness/test-database.ts";
import { driver } from "./client.ts";

ownTestDatabase();

const TABLES = ["apps", "endpoints", "signing_secrets"] as const;

/** Columns that say who a row is, which no row changes, or that only record something: nothing is sent by them. */
const NOT_COUNTED: Record<(typeof TABLES)[number], readonly string[]> = {
  apps: ["id", "tenant_id", "revision", "created_at"],
  endpoints: [
    ...["id", "tenant_id", "name", "description", "metadata", "status_reason", "verification_checked_at"],
    ...["verification_reason", "created_at", "updated_at", "deleted_at"],
  ],
  signing_secrets: ["id", "tenant_id", "last4", "created_at"],
};

/** Another value than the one that is there, by a column's type. */
const OTHER: Record<string, (column: string) => string> = {
  text: (column) => `coalesce(${column}, '') || 'x'`,
  bool: (column) => `not ${column}`,
  int4: (column) => `coalesce(${column}, 0) + 1`,
  int8: (column) => `${column} + 1`,
  bytea: () => "'\\x01'",
  jsonb: () => `'{"another": "value"}'`,
  timestamptz: (column) => `coalesce(${column}, now()) + interval '1 day'`,
  _text: () => "array['another.type']",
  _int4: () => "array[7, 7]",
};

let tenant: Awaited<ReturnType<typeof makeTenant>>;
let other: { id: string; appId: string };
let rows: Record<(typeof TABLES)[number], string>;

beforeEach(async () => {
  tenant = await makeTenant();
  other = { id: tenant.id, appId: newId() };
  await driver()`insert into apps (id, tenant_id, slug, name) values (${other.appId}, ${tenant.id}, 'sandbox', 'Sandbox')`;
  const endpointId = await makeEndpointRow(tenant);
  rows = { apps: tenant.appId, endpoints: endpointId, signing_secrets: await makeSecret(endpointId) };
});

async function makeSecret(endpointId: string): Promise<string> {
  const id = newId();
  await driver()`insert into signing_secrets (id, tenant_id, endpoint_id, encrypted, last4)
    values (${id}, ${tenant.id}, ${endpointId}, '\\x00', '0000')`;
  return id;
}

/** How far the revisions of the tenant's two apps were moved by some work. */
async function moved(work: () => PromiseLike<unknown>): Promise<number[]> {
  const before = await revisions();
  await work();
  const after = await revisions();
  return after.map((revision, at) => revision - (before[at] ?? 0));
}

async function revisions(): Promise<number[]> {
  const read = (id: string) => driver()<{ revision: string }[]>`select revision from apps where id = ${id}`;
  const found = await Promise.all([tenant.appId, other.appId].map(read));
  return found.map(([app]) => Number(app?.revision));
}

describe.each(TABLES)("a change to %s", (table) => {
  test("moves the revision of its app, whatever column it is to", async () => {
    const columns = await driver()<{ name: string; type: string }[]>`
      select column_name as name, udt_name as type from information_schema.columns
      where table_schema = 'public' and table_name = ${table} order by ordinal_position`;
    expect(columns.map(({ name }) => name)).toEqual(expect.arrayContaining([...NOT_COUNTED[table]]));
    for (const { name, type } of columns.filter((column) => !NOT_COUNTED[table].includes(column.name))) {
      const value = await anotherValue(name, type);
      const write = (to: string) => driver().unsafe(`update ${table} set ${name} = ${to} where id = '${rows[table]}'`);
      const home = new Map([
        ["app_id", tenant.appId],
        ["endpoint_id", rows.endpoints],
      ]).get(name);
      // What comes to belong to another app moves both.
      expect([name, ...(await moved(() => write(value)))]).toEqual([name, 1, home === undefined ? 0 : 1]);
      if (home !== undefined) await write(`'${home}'`);
    }
  });
});

async function anotherValue(name: string, type: string): Promise<string> {
  if (name === "app_id") return `'${other.appId}'`;
  if (name === "endpoint_id") return `'${await makeEndpointRow(other)}'`;
  const value = OTHER[type]?.(name);
  if (value === undefined) throw new Error(`${name} is of a type that the test knows no value of: ${type}.`);
  return value;
}

test("endpoints and secrets that are added or removed move it", async () => {
  const { endpoints, signing_secrets: secretId } = rows;
  expect(await moved(() => makeEndpointRow(tenant))).toEqual([1, 0]);
  expect(await moved(() => makeSecret(endpoints))).toEqual([1, 0]);
  expect(await moved(() => driver()`delete from signing_secrets where id = ${secretId}`)).toEqual([1, 0]);
  expect(await moved(() => driver()`delete from endpoints where id = ${endpoints}`)).toEqual([1, 0]);
});

test("one statement for endpoints of several apps moves each app once", async () => {
  await makeEndpointRow(tenant);
  await makeEndpointRow(other);
  const suspend = () => driver()`update endpoints set status = 'suspended' where tenant_id = ${tenant.id}`;
  expect(await moved(suspend)).toEqual([1, 1]);
});

test("what only records something, and what changes nothing, moves nothing", async () => {
  const record = () => driver()`update endpoints set updated_at = now(), metadata = '{"a": "b"}', url = url`;
  expect(await moved(record)).toEqual([0, 0]);
  expect(await moved(() => driver()`update apps set retry_schedule = retry_schedule`)).toEqual([0, 0]);
});
