import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { generateSigningSecret, signMessage } from "#domain/secret/signature.ts";
import { DRIVERS, type Driver } from "./snippet/test-drivers.ts";
import { SNIPPETS } from "./snippets.ts";

const RUN_MS_MAX = 150_000;
const secret = generateSigningSecret();
const body = Buffer.from('{"type":"order.paid","note":"ünïcode","line":"\\n"}');

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "posthouse-snippets-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

type Outcome = { code: number; output: string };

function run(
  [program, ...args]: readonly [string, ...string[]],
  { cwd, input = "" }: { cwd: string; input?: string },
): Promise<Outcome> {
  const env = { ...process.env, POSTHOUSE_SECRET: secret, GOFLAGS: "-mod=mod", GOCACHE: join(cwd, "go-cache") };
  return new Promise((resolve) => {
    const child = execFile(program, args, { cwd, env, timeout: RUN_MS_MAX }, (error, stdout, stderr) => {
      resolve({ code: error ? 1 : 0, output: error ? `${stdout}${stderr}${error.message}` : stdout });
    });
    child.stdin?.on("error", () => undefined);
    child.stdin?.end(input);
  });
}

type Message = { id: string; timestamp: string; signature: string; body: Buffer };

/** What a receiver may get, each with what it has to think of it. */
function messages(nowSeconds: number): [string, Partial<Message>, boolean][] {
  const signed = (timestamp: number, secrets: string[], of = body) => ({
    timestamp: String(timestamp),
    signature: signMessage({ id: "evt_1", timestamp, body: of, secrets }),
    body: of,
  });
  const good = signed(nowSeconds, [secret]);
  const value = good.signature.slice("v1,".length);
  const binary = Buffer.from([0x7b, 0x00, 0xff, 0x0a, 0x7d]);
  return [
    ["as Posthouse signs it", good, true],
    ["with bytes that are no text", signed(nowSeconds, [secret], binary), true],
    ["without a body", signed(nowSeconds, [secret], Buffer.alloc(0)), true],
    ["in a rotation, newest first", signed(nowSeconds, [generateSigningSecret(), secret]), true],
    ["in a rotation, oldest last", signed(nowSeconds, [secret, generateSigningSecret()]), true],
    ["four minutes old", signed(nowSeconds - 240, [secret]), true],
    ["six minutes old", signed(nowSeconds - 360, [secret]), false],
    ["six minutes early", signed(nowSeconds + 360, [secret]), false],
    ["by another secret", signed(nowSeconds, [generateSigningSecret()]), false],
    ["one byte longer", { ...good, body: Buffer.concat([body, Buffer.from(" ")]) }, false],
    ["under another id", { ...good, id: "evt_2" }, false],
    ["at another time", { ...good, timestamp: String(nowSeconds - 1) }, false],
    ...["", "v1", "v1,", value, `v2,${value}`, `v1,${value.slice(0, 8)}`, `v1,${value}x`, "v1,%%%", "v1a,x v1,ü"].map(
      (signature): [string, Partial<Message>, boolean] => [`signed ${signature}`, { ...good, signature }, false],
    ),
    ...["", "hello", `${nowSeconds}abc`, `-${nowSeconds}`, "9".repeat(40)].map(
      (timestamp): [string, Partial<Message>, boolean] => [`at ${timestamp}`, { ...good, timestamp }, false],
    ),
    ["without an id", { ...good, id: "-" }, false],
    ["without a time", { ...good, timestamp: "-" }, false],
    ["without a signature", { ...good, signature: "-" }, false],
  ];
}

async function judge(driver: Driver, { snippet, cwd }: { snippet: string; cwd: string }) {
  for (const [name, text] of Object.entries(driver.files(snippet))) {
    await mkdir(dirname(join(cwd, name)), { recursive: true });
    await writeFile(join(cwd, name), text);
  }
  for (const command of driver.commands.slice(0, -1)) expect(await run(command, { cwd })).toMatchObject({ code: 0 });
  const cases = messages(Math.floor(Date.now() / 1000));
  const input = cases
    .map(([, { id = "evt_1", timestamp, signature, body: sent }]) =>
      [id, timestamp, signature, sent?.toString("base64")].join("\t"),
    )
    .join("\n");
  const last = driver.commands.at(-1);
  if (!last) throw new Error("The driver has no command.");
  const { output } = await run(last, { cwd, input: `${input}\n` });
  const verdicts = output.trim().split("\n");
  return {
    said: cases.map(([name], at) => [name, verdicts[at]]),
    wanted: cases.map(([name, , isGood]) => [name, String(isGood)]),
  };
}

const drivers = SNIPPETS.map(({ label, code }) => ({ label, code, driver: DRIVERS[label] }));
const isHere = await Promise.all(
  drivers.map(async ({ driver }) => driver !== undefined && (await run(driver.probe, { cwd: tmpdir() })).code === 0),
);
const here = drivers.filter((_, at) => isHere[at]);
const missing = drivers.filter((_, at) => !isHere[at]);

test("every language can be run where it is installed; those that are not here are named", () => {
  expect(drivers.filter(({ driver }) => driver === undefined)).toEqual([]);
  expect(here.map(({ label }) => label)).toContain("Node");
  if (missing.length === 0) return;
  console.warn(`Not run, because this machine has no ${missing.map(({ driver }) => driver?.probe[0]).join(", no ")}.`);
});

test.each(here)(
  "the $label snippet, as it is shown, tells good messages from bad",
  { timeout: 2 * RUN_MS_MAX },
  async ({ label, code, driver }) => {
    if (!driver) throw new Error(`There is no driver for ${label}.`);
    const cwd = join(folder, label);
    await mkdir(cwd);
    const { said, wanted } = await judge(driver, { snippet: code, cwd });
    expect(said).toEqual(wanted);
  },
);
