import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { system } from "#db/tenant.ts";
import { loggedError, onlyAllowed } from "#domain/log.ts";
import { ownTestDatabase } from "#harness/test-database.ts";

ownTestDatabase();

const CANARY = "whsec_canary";
const root = fileURLToPath(new URL("..", import.meta.url));

async function errorOf(work: () => unknown): Promise<unknown> {
  try {
    await work();
  } catch (error) {
    return error;
  }
  throw new Error("It did not fail.");
}

test("only facts under known names are logged, and only plain ones", () => {
  const facts = {
    requestId: "req_1",
    roles: ["ingest"],
    headers: { cookie: CANARY },
    secret: CANARY,
    reason: { CANARY },
  };
  expect(onlyAllowed(facts)).toEqual({
    requestId: "req_1",
    roles: ["ingest"],
    headers: "[not logged]",
    secret: "[not logged]",
    reason: "[not logged]",
  });
});

test.each<[string, () => unknown]>([
  ["a query that failed with its parameters", () => system().execute(sql`select ${CANARY}::text from nowhere`)],
  ["a value that PostgreSQL could not read", () => system().execute(sql`select ${CANARY}::text::uuid`)],
  [
    "a key that was taken",
    () =>
      system().execute(sql`insert into tenants (id, slug, name)
      select uuidv7(), ${CANARY}, 'x' from generate_series(1, 2)`),
  ],
  ["text that is no JSON", () => JSON.parse(`{"secret":"${CANARY}`)],
  ["a short text that is no JSON", () => JSON.parse(CANARY)],
  ["a field of an error", () => Promise.reject(Object.assign(new Error("x"), { headers: { authorization: CANARY } }))],
  ["a thrown text", () => Promise.reject(CANARY)],
  ["a cause", () => Promise.reject(new Error("x", { cause: Object.assign(new Error("y"), { body: CANARY }) }))],
])("%s is logged without what it was about", async (_, work) => {
  const error = await errorOf(work);
  const logged = JSON.stringify(loggedError(error));
  expect(logged).not.toContain("canary");
  expect(logged.length).toBeGreaterThan(5);
});

test("what broke and where is logged: query, code, constraint and stack", async () => {
  const failed = await errorOf(() => system().execute(sql`select ${CANARY}::text from nowhere`));
  expect(loggedError(failed)).toMatchObject({
    type: "DrizzleQueryError",
    message: "Failed query: select $1::text from nowhere",
    stack: expect.stringContaining("at "),
    cause: { code: "42P01", message: 'relation "nowhere" does not exist' },
  });
});

test("every fact that the code logs is under a known name", () => {
  const files = globSync("{app,http,domain,worker}/**/*.ts", { cwd: root }).filter(
    (file) => !file.endsWith(".test.ts"),
  );
  const unknown = files.flatMap((file) => {
    const text = readFileSync(join(root, file), "utf8");
    const calls = [...text.matchAll(/\blog\.(?:debug|info|warn|error|fatal)\(\s*\{([^{}]*)\}/g)];
    const names = calls.flatMap(([, inside = ""]) =>
      inside
        .replace(/\([^()]*\)/g, "")
        .split(",")
        .map((part) => part.split(":")[0]?.trim() ?? ""),
    );
    const given = names.filter((name) => name !== "" && !name.startsWith("..."));
    return given.filter((name) => onlyAllowed({ [name]: 1 })[name] !== 1).map((name) => `${file}: ${name}`);
  });
  expect(unknown).toEqual([]);
});
