import { hash } from "@node-rs/bcrypt";
import { afterAll, describe, expect, test } from "vitest";
import { sourceSecrets } from "#db/schema/source.ts";
import { system } from "#db/tenant.ts";
import { actorIn, makeTenant } from "#domain/test-factory.ts";
import { ownTestDatabase } from "#harness/test-database.ts";
import { post, sendTo } from "#http/door/test-sender.ts";
import { flushSourceActivity } from "../activity-store.ts";
import { sourceOf } from "../test-factory.ts";
import { COMPARISONS_PER_WINDOW, isTokenOf } from "./token.ts";

ownTestDatabase();
// What is recorded is written before the database goes.
afterAll(flushSourceActivity);

const newActor = async () => actorIn(await makeTenant());

describe("tokens", () => {
  test("are taken as bearer or as X-Webhook-Secret, not as both, not twice, not in part", async () => {
    const source = await sourceOf(await newActor(), "token");
    const { secret, url } = source;
    const status = async (headers: [string, string][]) =>
      (await post(url, { headers: [["content-type", "application/json"], ...headers], body: "{}" })).status;
    const bearer = (text: string): [string, string] => ["authorization", text];
    const plain = (text: string): [string, string] => ["x-webhook-secret", text];
    expect(await status([bearer(`Bearer ${secret}`)])).toBe(202);
    expect(await status([bearer(`bearer ${secret}`)])).toBe(202);
    expect(await status([plain(secret)])).toBe(202);
    const refused: [string, string][][] = [
      [bearer(`Bearer ${secret}`), plain(secret)],
      [plain(secret), plain(secret)],
      [bearer(`Bearer ${secret}`), bearer(`Bearer ${secret}`)],
      [bearer(secret)],
      [bearer(`Basic ${secret}`)],
      [bearer(`Bearer ${secret} `.concat("x"))],
      [plain(secret.slice(0, -1))],
      [plain(`${secret}0`)],
      [plain(`phs_${"A".repeat(39)}${secret.slice(-4)}`)],
      [plain("")],
    ];
    for (const headers of refused) expect([headers, await status(headers)]).toEqual([headers, 401]);
  });

  test("that are wrong are soon refused without a comparison, while the right one goes on", async () => {
    const source = await sourceOf(await newActor(), "token");
    expect((await sendTo(source)).status).toBe(202);
    const guess = (at: number) => `phs_${String(at).padStart(43, "0")}`;
    const statuses: number[] = [];
    for (let at = 0; at < COMPARISONS_PER_WINDOW + 5; at++) {
      statuses.push((await sendTo(source, { secret: guess(at) })).status);
    }
    expect(statuses.filter((status) => status === 401)).toHaveLength(COMPARISONS_PER_WINDOW);
    expect(statuses.at(-1)).toBe(429);
    const refused = await sendTo(source, { secret: guess(0) });
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await sendTo(source)).status).toBe(202);
  });

  test("are compared one after another, and beyond a queue not at all, however many sources are tried", async () => {
    const bcryptHash = await hash("another token", 4);
    const tries = Array.from({ length: 30 }, (_, at) =>
      isTokenOf(`source ${at}`, `phs_${at}`, [{ id: `secret ${at}`, last4: "oken", bcryptHash, text: null }]),
    );
    const answers = await Promise.allSettled(tries);
    expect(answers.map((answer) => (answer.status === "fulfilled" ? answer.value : answer.reason.code))).toEqual([
      ...Array.from({ length: 21 }, () => false),
      ...Array.from({ length: 9 }, () => "rate_limited"),
    ]);
    const token = "another token";
    expect(await isTokenOf("source", token, [{ id: "secret", last4: "oken", bcryptHash, text: null }])).toBe(true);
  });

  test("are stored as a bcrypt hash only, others sealed", async () => {
    const actor = await newActor();
    const [token, keyed] = [await sourceOf(actor, "token"), await sourceOf(actor, "slack")];
    const rows = await system().select().from(sourceSecrets);
    const rowOf = ({ uuid }: { uuid: string }) => rows.find(({ sourceId }) => sourceId === uuid);
    expect(rowOf(token)).toMatchObject({ bcryptHash: expect.stringMatching(/^\$2b\$10\$/), encrypted: null });
    expect(rowOf(keyed)).toMatchObject({ bcryptHash: null, encrypted: expect.any(Buffer) });
    expect(JSON.stringify(rows.map((row) => ({ ...row, encrypted: row.encrypted?.toString("latin1") })))).not.toContain(
      keyed.secret,
    );
  });
});
