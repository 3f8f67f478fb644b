import { eq } from "drizzle-orm";
import { afterEach, describe, expect, test, vi } from "vitest";
import { apiKeys } from "#db/schema/tenant.ts";
import { system } from "#db/tenant.ts";
import { newId } from "#domain/new-id.ts";
import { makeKey, makeTenant } from "#domain/test-factory.ts";
import { ownTestDatabase } from "#harness/test-database.ts";
import { authenticateKey } from "./authenticate.ts";
import { makeToken } from "./token.ts";

ownTestDatabase();
afterEach(() => vi.useRealTimers());

const origin = { ip: "192.0.2.7", requestId: newId() };
// The cache takes a time of 0, where a faked clock starts, for "no time".
const fakeMonotonicClock = () => vi.useFakeTimers({ toFake: ["performance"] }).advanceTimersByTime(1);
const revoke = (id: string) => system().update(apiKeys).set({ revokedAt: new Date() }).where(eq(apiKeys.id, id));
const lastUse = async (id: string) =>
  (await system().select({ at: apiKeys.lastUsedAt }).from(apiKeys).where(eq(apiKeys.id, id)))[0]?.at?.getTime();

describe("API keys", () => {
  test("make their holder an actor of the key's tenant, with the key's permissions and app", async () => {
    const tenant = await makeTenant();
    const key = await makeKey(tenant, { permissions: ["send_events"], appId: tenant.appId });
    expect(await authenticateKey(key.token, origin)).toEqual({
      type: "key",
      id: key.id,
      name: "Test key",
      tenantId: tenant.id,
      tenantSlug: tenant.slug,
      appId: tenant.appId,
      permissions: ["send_events"],
      ...origin,
    });
  });

  test("are refused when wrong, unknown, expired, revoked or malformed", async () => {
    const tenant = await makeTenant();
    const good = await makeKey(tenant);
    const expired = await makeKey(tenant, { expiresAt: new Date(Date.now() - 1000) });
    const revoked = await makeKey(tenant, { revokedAt: new Date() });
    const lastDigit = good.token.endsWith("0") ? "1" : "0";
    const bad = [good.token.slice(0, -1) + lastDigit, makeToken(newId()), expired.token, revoked.token];
    const malformed = [
      "ph_",
      "ph__",
      good.token.toUpperCase(),
      `${good.token}0`,
      good.token.slice(0, -1),
      "ph_\u0000_x",
    ];
    for (const token of [...bad, ...malformed]) expect(await authenticateKey(token, origin), token).toBeNull();
  });

  test("stop within a second of being revoked, also in a process that has just used them", async () => {
    fakeMonotonicClock();
    const key = await makeKey(await makeTenant());
    expect(await authenticateKey(key.token, origin)).not.toBeNull();
    await revoke(key.id);
    vi.advanceTimersByTime(1000);
    expect(await authenticateKey(key.token, origin)).toBeNull();
  });

  test("expire at their time although they were found good a moment before", async () => {
    const expiresAt = new Date(Date.now() + 60_000);
    const key = await makeKey(await makeTenant(), { expiresAt });
    expect(await authenticateKey(key.token, origin)).not.toBeNull();
    vi.useFakeTimers({ toFake: ["Date"], now: expiresAt });
    expect(await authenticateKey(key.token, origin)).toBeNull();
  });

  test("remember their last use, written at most once a minute", async () => {
    fakeMonotonicClock();
    const key = await makeKey(await makeTenant());
    await authenticateKey(key.token, origin);
    const first = await lastUse(key.id);
    expect(Math.abs(Date.now() - (first ?? 0))).toBeLessThan(20_000);
    vi.advanceTimersByTime(1000);
    await authenticateKey(key.token, origin);
    expect(await lastUse(key.id)).toBe(first);
    const twoMinutesAgo = new Date(Date.now() - 120_000);
    await system().update(apiKeys).set({ lastUsedAt: twoMinutesAgo }).where(eq(apiKeys.id, key.id));
    vi.advanceTimersByTime(1000);
    await authenticateKey(key.token, origin);
    expect(await lastUse(key.id)).toBeGreaterThan(twoMinutesAgo.getTime());
  });
});
