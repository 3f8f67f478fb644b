import { getTableColumns, getTableName } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import type postgres from "postgres";

/**
 * Rows that a statement takes as a list per column, so that its text is the same for any number of them. One record says
 * what the columns are called and how they travel; casts, names and order follow from it, so nothing is matched by place.
 */
export type Rows<Row> = {
  /** For a `from`: `unnest($1::uuid[], …) as alias (id, …)`. */
  unnest: (sql: postgres.ISql, rows: readonly Row[]) => Fragment;
  /** For a `select` from there: every column by its name. */
  list: (sql: postgres.ISql) => Fragment;
  /** The expression that reads each column there, with the alias before it or without. */
  read: (alias?: string) => { [Name in keyof Row]: string };
};

/** A row that such a record takes: `RowOf<typeof RESULT>`. */
export type RowOf<Kind> = Kind extends Rows<infer Row> ? Row : never;

export function rowsOf<Row>(alias: string, columns: { [Name in keyof Row]: Column<Row[Name]> }): Rows<Row> {
  const keys = keysOf(columns);
  const casts = keys.map((key) => `::${columns[key].type}[]`);
  const ending = `${casts.at(-1)}) as ${alias} (${keys.map(snake).join(", ")})`;
  const unnest = template(["unnest(", ...casts.slice(0, -1).map((cast) => `${cast}, `), ending]);
  const list = template([keys.map((key) => named(columns[key].read(snake(key)), snake(key))).join(", ")]);
  return {
    unnest: (sql, rows) =>
      sql(
        unnest,
        ...keys.map((key) =>
          listOf(
            columns[key],
            rows.map((row) => row[key]),
          ),
        ),
      ),
    list: (sql) => sql(list),
    read: (prefix) => mapped(columns, (key) => columns[key].read(prefix ? `${prefix}.${snake(key)}` : snake(key))),
  };
}

/** What an `insert into table` goes on with: the table's columns and, for each, the expression that fills it. */
export function into<Table extends PgTable>(
  sql: postgres.ISql,
  table: Table,
  values: { [Name in keyof Table["$inferInsert"]]: string | Fragment },
): Fragment {
  const fragments: Fragment[] = [];
  let key = getTableName(table);
  for (const name in values) {
    const value: string | Fragment = values[name];
    if (typeof value !== "string") fragments.push(value);
    key += ` ${name} ${typeof value === "string" ? value : FRAGMENT}`;
  }
  const known = insertions.get(key) ?? insertion(table, Object.entries(values));
  insertions.set(key, known);
  return sql(known, ...fragments);
}

/** The text of each insert that was ever made: a driver remembers every text that it is given anew. */
const insertions = new Map<string, TemplateStringsArray>();

function insertion(table: PgTable, values: readonly (readonly [string, string | Fragment])[]): TemplateStringsArray {
  const columns = getTableColumns(table);
  const names = values.map(([key]) => columns[key]?.name ?? refuseColumn(key));
  const expressions = values.map(([, value]) => (typeof value === "string" ? value : FRAGMENT)).join(", ");
  return template(`(${names.join(", ")}) select ${expressions}`.split(FRAGMENT));
}

const FRAGMENT = "\u0000";

/**
 * Values as PostgreSQL writes arrays (manual, "Array Input and Output Syntax"). The driver would look twice through each
 * of them, ids and numbers too, for what must be escaped.
 */
export function listOf<Value>({ write }: Column<Value>, values: readonly Value[]): string {
  return `{${values.map(write).join(",")}}`;
}

/** A column's type, how a value of it stands in a list, and how it is read from there. */
export type Column<Value> = { type: string; write: (value: Value) => string; read: (name: string) => string };

function column<Value>(type: string, write: (value: Value) => string, read = (name: string) => name): Column<Value> {
  return { type, write, read };
}

export const uuid = column<string>("uuid", String);
export const smallint = column<number>("smallint", String);
export const int = column<number>("int", String);
export const bigint = column<number>("bigint", String);
export const boolean = column<boolean>("boolean", String);
export const timestamptz = column<Date>("timestamptz", (moment) => moment.toISOString());
/** A word of an enum: it is not empty and holds nothing that an array gives a meaning to. */
export const word = column<string>("text", String);
/** Any text but one with U+0000, which no text in the database can hold. */
export const text = column<string>("text", quoted);
export const bytes = column<Uint8Array>("text", base64, (name) => `decode(${name}, 'base64')`);
/** What is to be kept as JSON. U+0000 in its texts, which PostgreSQL takes in no jsonb, becomes U+FFFD. */
export const jsonb = column<Record<string, string>>("jsonb", quotedJson);
/** As text until it is read: `unnest` would take a list of lists apart. */
export const intList = column<readonly number[]>(
  "text",
  (values) => `"${listOf(int, values)}"`,
  (name) => `${name}::int[]`,
);

export function orNull<Value>({ type, write, read }: Column<Value>): Column<Value | null> {
  return { type, write: (value) => (value === null ? "null" : write(value)), read };
}

type Fragment = postgres.PendingQuery<postgres.Row[]>;

function quoted(value: string): string {
  return `"${MEANT.test(value) ? value.replace(EVERY_MEANT, "\\$&") : value}"`;
}

const MEANT = /["\\]/;
const EVERY_MEANT = /["\\]/g;

function base64({ buffer, byteOffset, byteLength }: Uint8Array): string {
  return `"${Buffer.from(buffer, byteOffset, byteLength).toString("base64")}"`;
}

/** JSON holds no control character, so of what JSON escapes in it only quotes and backslashes are left, as in an array. */
function quotedJson(value: Record<string, string>): string {
  const json = JSON.stringify(value);
  return JSON.stringify(json.includes("\\u0000") ? json.replaceAll("\\u0000", "\\ufffd") : json);
}

/** A text with places to fill, as if it were written between backticks. */
function template(parts: readonly string[]): TemplateStringsArray {
  return Object.assign([...parts], { raw: parts });
}

function named(expression: string, name: string): string {
  return expression === name ? name : `${expression} as ${name}`;
}

function keysOf<Keyed extends object>(keyed: Keyed) {
  const keys: Extract<keyof Keyed, string>[] = [];
  for (const key in keyed) keys.push(key);
  return keys;
}

/** `Object.fromEntries` forgets which keys it was given: they are those of `keyed`. */
function mapped<Keyed extends object>(keyed: Keyed, value: (key: Extract<keyof Keyed, string>) => string) {
  return Object.fromEntries(keysOf(keyed).map((key) => [key, value(key)])) as { [Key in keyof Keyed]: string };
}

function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function refuseColumn(key: string): never {
  throw new Error(`The table has no column ${key}.`);
}
