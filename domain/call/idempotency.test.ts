import { and, eq, sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { auditEntries } from "#db/schema/audit.ts";
import { apiKeys, idempotencyKeys } from "#db/schema/tenant.ts";
import { system } from "#db/tenant.ts";
import { ownTestDatabase } from "#harness/test-database.ts";
import { createApiKey } from "../api-key/create.ts";
import { createApp } from "../app/create.ts";
import { DomainError } from "../error.ts";
import { acceptEvent } from "../event/accept.ts";
import { newId } from "../new-id.ts";
import { actorIn, makeTenant } from "../test-factory.ts";
import type { Actor } from "./actor.ts";

ownTestDatabase();

const keyInput = { name: "CI", permissions: ["send_events" as const] };
const keysOf = (tenantId: string) => system().$count(apiKeys, eq(apiKeys.tenantId, tenantId));

describe("an Idempotency-Key", () => {
  test("gets the same answer for the same request, secret included, and one thing made", async () => {
    const tenant = await makeTenant();
    const caller = { actor: actorIn(tenant), idempotencyKey: newId() };
    const first = await createApiKey(caller, keyInput);
    expect(await createApiKey(caller, keyInput)).toEqual(first);
    expect(await keysOf(tenant.id)).toBe(1);
    expect(await system().$count(auditEntries, eq(auditEntries.tenantId, tenant.id))).toBe(1);
  });

  test("makes one of fifty that come at once; the others get that one or are told to wait", async () => {
    const tenant = await makeTenant();
    const caller = { actor: actorIn(tenant), idempotencyKey: newId() };
    const results = await Promise.allSettled(Array.from({ length: 50 }, () => createApiKey(caller, keyInput)));
    const made = results.flatMap((result) => (result.status === "fulfilled" ? [result.value.id] : []));
    const refused = results.flatMap((result) => (result.status === "rejected" ? [codeOf(result.reason)] : []));
    expect(made.length).toBeGreaterThan(0);
    expect(new Set(made).size).toBe(1);
    expect(refused.filter((code) => code !== "idempotency_in_progress")).toEqual([]);
    expect(await keysOf(tenant.id)).toBe(1);
  });

  test("is refused for another request, in another app too", async () => {
    const tenant = await makeTenant();
    const actor = actorIn(tenant);
    await createApp({ actor }, { slug: "sandbox", name: "Sandbox" });
    const idempotencyKey = newId();
    await createApiKey({ actor, idempotencyKey }, keyInput);
    for (const [app, name] of [
      [undefined, "Other"],
      ["sandbox", "CI"],
    ] as const) {
      const reused = createApiKey({ actor, app, idempotencyKey }, { ...keyInput, name });
      await expect(reused).rejects.toMatchObject({ code: "idempotency_key_reused" });
    }
    expect(await keysOf(tenant.id)).toBe(1);
  });

  test("belongs to one tenant and one operation", async () => {
    const [one, two] = [await makeTenant(), await makeTenant()];
    const idempotencyKey = newId();
    const first = await createApiKey({ actor: actorIn(one), idempotencyKey }, keyInput);
    const second = await createApiKey({ actor: actorIn(two), idempotencyKey }, keyInput);
    expect(second.id).not.toBe(first.id);
    await createApp({ actor: actorIn(one), idempotencyKey }, { slug: "sandbox", name: "Sandbox" });
  });

  test("shows nobody else the answer of a management call, whatever they may do themselves", async () => {
    const tenant = await makeTenant();
    const idempotencyKey = newId();
    const wide = { ...keyInput, permissions: ["manage_webhooks" as const], appId: null };
    await createApiKey({ actor: actorIn(tenant), idempotencyKey }, wide);
    const others: [Partial<Actor>, string][] = [
      [{}, "idempotency_key_reused"],
      [{ type: "key", appId: tenant.appId, permissions: ["manage_webhooks"] }, "idempotency_key_reused"],
      [{ type: "staff", permissions: ["manage_webhooks"] }, "idempotency_key_reused"],
      [{ permissions: [] }, "forbidden"],
    ];
    for (const [facts, code] of others) {
      const replayed = createApiKey({ actor: actorIn(tenant, facts), idempotencyKey }, wide);
      await expect(replayed).rejects.toMatchObject({ code });
    }
    expect(await keysOf(tenant.id)).toBe(1);
  });

  test("answers alike to whoever sends events: a repeat may come with another key", async () => {
    const tenant = await makeTenant();
    const input = { body: Buffer.from('{"type":"order.paid"}'), contentType: "application/json" };
    const send = () =>
      acceptEvent(
        { actor: actorIn(tenant, { type: "key", permissions: ["send_events"] }), idempotencyKey: "k" },
        input,
      );
    expect(await send()).toEqual(await send());
  });

  test("is free again when the first request failed", async () => {
    const actor = actorIn(await makeTenant());
    const idempotencyKey = newId();
    const failed = createApp({ actor, idempotencyKey }, { slug: "production", name: "Again" });
    await expect(failed).rejects.toMatchObject({ code: "conflict" });
    expect(await createApp({ actor, idempotencyKey }, { slug: "sandbox", name: "Sandbox" })).toMatchObject({
      slug: "sandbox",
    });
  });

  test("is free again after 24 hours", async () => {
    const tenant = await makeTenant();
    const caller = { actor: actorIn(tenant), idempotencyKey: newId() };
    const first = await createApiKey(caller, keyInput);
    const mine = and(eq(idempotencyKeys.tenantId, tenant.id), eq(idempotencyKeys.key, caller.idempotencyKey));
    await system().update(idempotencyKeys).set({ createdAt: sql`now() - interval '24 hours 1 second'` }).where(mine);
    expect((await createApiKey(caller, { ...keyInput, name: "Other" })).id).not.toBe(first.id);
  });

  test.each(["", "x".repeat(256)])("of %j is refused", async (idempotencyKey) => {
    const tenant = await makeTenant();
    const refused = createApiKey({ actor: actorIn(tenant), idempotencyKey }, keyInput);
    await expect(refused).rejects.toMatchObject({ code: "invalid_request", issues: [{ path: "Idempotency-Key" }] });
    expect(await keysOf(tenant.id)).toBe(0);
  });

  test("keeps the answer encrypted, so that the database does not hold the secret it showed", async () => {
    const tenant = await makeTenant();
    const { key } = await createApiKey({ actor: actorIn(tenant), idempotencyKey: newId() }, keyInput);
    const [row] = await system().select().from(idempotencyKeys).where(eq(idempotencyKeys.tenantId, tenant.id));
    expect(row?.answer?.length).toBeGreaterThan(100);
    expect(row?.answer?.toString("latin1")).not.toContain(key);
  });
});

function codeOf(reason: unknown): string {
  if (reason instanceof DomainError) return reason.code;
  throw reason;
}
