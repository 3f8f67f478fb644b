import { asc, eq, sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { endpoints } from "#db/schema/endpoint.ts";
import { events } from "#db/schema/event.ts";
import { noticeMails, notices } from "#db/schema/notice.ts";
import { memberships } from "#db/schema/tenant.ts";
import { system } from "#db/tenant.ts";
import { makeEndpointRow } from "#domain/event/test-factory.ts";
import { formatId } from "#domain/id.ts";
import { newId } from "#domain/new-id.ts";
import type { NewTenant } from "#domain/tenant/create.ts";
import { makeTenant, makeUser } from "#domain/test-factory.ts";
import { lockWaiters } from "#harness/lock-waiters.ts";
import { type MailServer, startMailServer } from "#harness/mail-server.ts";
import { ownTestDatabase } from "#harness/test-database.ts";
import { createMailer } from "./mailer.ts";
import { notify } from "./notify.ts";
import { MAIL_WAITS_SECONDS, sendMails } from "./send-mails.ts";

const publicUrl = "https://posthouse.example";

ownTestDatabase();
let server: MailServer;
let tenant: NewTenant;
beforeEach(async () => {
  server = await startMailServer();
  tenant = await makeTenant({ name: "Acme" });
});
afterEach(async () => {
  await server.close();
  await system().delete(noticeMails);
  await system().delete(notices);
});

const GONE = { reason: "gone" };
const notifyNow = (byMail = true) => notify(system(), { byMail });
const send = (url = server.url, signal = new AbortController().signal) =>
  sendMails(system(), { mailer: createMailer(url, { publicUrl }), publicUrl, signal });
const queued = () => system().select().from(noticeMails).orderBy(asc(noticeMails.id));
const eventsIn = (place: NewTenant) => system().select().from(events).where(eq(events.tenantId, place.id));

async function aNotice(facts: Partial<typeof notices.$inferInsert> = {}): Promise<string> {
  const endpointId = facts.endpointId ?? (await makeEndpointRow(tenant, { name: "Billing", eventTypes: ["nothing"] }));
  const place = { tenantId: tenant.id, appId: tenant.appId };
  await system()
    .insert(notices)
    .values({ id: newId(), ...place, kind: "endpoint.suspended", facts: GONE, ...facts, endpointId });
  return endpointId;
}

/** What time does: everything that waits is due. */
const letTimePass = () =>
  system()
    .update(noticeMails)
    .set({ nextAttemptAt: new Date(0) });

describe("a notice", () => {
  test("becomes one event for who asks for it and one mail for each admin, and is gone", async () => {
    const [one, two] = [await makeUser({ tenant }), await makeUser({ tenant })];
    await makeUser({ tenant, role: "operator" });
    await makeUser({ tenant: await makeTenant() });
    await makeEndpointRow(tenant, { eventTypes: ["endpoint.*"] });
    await aNotice();
    expect(await notifyNow()).toBe(1);
    expect(await notifyNow()).toBe(0);
    expect((await eventsIn(tenant)).map(({ type }) => type)).toEqual(["endpoint.suspended"]);
    expect((await queued()).map(({ userId }) => userId).sort()).toEqual([one.id, two.id].sort());
    expect(await system().select().from(notices)).toEqual([]);
  });

  test("is told once by however many machines", async () => {
    await makeUser({ tenant });
    await makeEndpointRow(tenant, { eventTypes: ["endpoint.*"] });
    for (let count = 0; count < 20; count++) await aNotice();
    await Promise.all(Array.from({ length: 6 }, () => notifyNow()));
    expect([(await eventsIn(tenant)).length, (await queued()).length]).toEqual([20, 20]);
  });

  test("that makes no event is told to people alone", async () => {
    await makeUser({ tenant });
    await makeEndpointRow(tenant, { eventTypes: ["endpoint.*"] });
    await aNotice({ makesEvent: false });
    await notifyNow();
    expect([(await eventsIn(tenant)).length, (await queued()).length]).toEqual([0, 1]);
  });

  test("of a dead letter is told to endpoints alone", async () => {
    await makeUser({ tenant });
    await makeEndpointRow(tenant, { eventTypes: ["delivery.dead_letter"] });
    await aNotice({ kind: "delivery.dead_letter", facts: {} });
    await notifyNow();
    expect([(await eventsIn(tenant)).length, (await queued()).length]).toEqual([1, 0]);
  });

  test("makes no mail where there is no mail server, and none later either", async () => {
    await makeUser({ tenant });
    await aNotice();
    await notifyNow(false);
    await notifyNow(true);
    expect(await queued()).toEqual([]);
  });

  test("of an endpoint that was deleted for good is dropped", async () => {
    await makeUser({ tenant });
    await makeEndpointRow(tenant, { eventTypes: ["endpoint.*"] });
    await aNotice({ endpointId: newId() });
    expect(await notifyNow()).toBe(1);
    expect([(await eventsIn(tenant)).length, (await queued()).length]).toEqual([0, 0]);
  });
});

describe("a mail", () => {
  test("arrives at the admin, says what and where, and names itself as automatic", async () => {
    const admin = await makeUser({ tenant });
    const endpointId = await aNotice();
    await notifyNow();
    expect(await send()).toBe(1);
    const [mail, ...more] = server.mails;
    expect(more).toEqual([]);
    expect(mail).toMatchObject({ to: [admin.email], from: "posthouse@posthouse.example" });
    expect(Object.fromEntries(mail?.headers ?? [])).toMatchObject({
      subject: "[Posthouse] Billing is suspended",
      from: "Posthouse <posthouse@posthouse.example>",
      to: admin.email,
      "content-type": "text/plain; charset=utf-8",
      "auto-submitted": "auto-generated",
      "message-id": expect.stringMatching(/^<[0-9a-f-]{36}@posthouse\.example>$/),
    });
    const text = (mail?.text ?? "").replaceAll("=\n", "").replaceAll("=3D", "=");
    expect(text).toContain(`${publicUrl}/t/${tenant.slug}/production/endpoints/${formatId("ep", endpointId)}`);
    expect(text).toContain("an admin of Acme");
    expect(await queued()).toEqual([]);
    expect(await send()).toBe(0);
    expect(server.mails).toHaveLength(1);
  });

  test("comes from whom SMTP_URL names", async () => {
    await makeUser({ tenant });
    await aNotice();
    await notifyNow();
    await send(`${server.url}?from=${encodeURIComponent("Hooks <hooks@acme.example>")}`);
    expect(server.mails[0]?.headers.get("from")).toBe("Hooks <hooks@acme.example>");
  });

  test("is sent once by however many machines", async () => {
    for (let count = 0; count < 5; count++) await makeUser({ tenant });
    await aNotice();
    await notifyNow();
    await Promise.all([send(), send(), send()]);
    expect(new Set(server.mails.flatMap(({ to }) => to)).size).toBe(5);
    expect(server.mails).toHaveLength(5);
  });

  test("is sent once by two machines that come upon it in the same moment", async () => {
    await makeUser({ tenant });
    await aNotice();
    await notifyNow();
    const both = await system().transaction(async (tx) => {
      await tx.execute(sql`select 1 from notice_mails for update`);
      const sending = Promise.all([send(), send()]);
      const areHeld = vi.waitFor(async () => {
        expect(await lockWaiters()).toBe(2);
      }, 5000);
      await Promise.race([sending, areHeld]);
      return { sending };
    });
    await both.sending;
    await send();
    expect(server.mails).toHaveLength(1);
  });

  test("that is put off is sent later, and given up after the last wait", async () => {
    await makeUser({ tenant });
    await aNotice();
    await notifyNow();
    server.refuseMessage(451);
    expect(await send()).toBe(0);
    const [waiting] = await queued();
    const waitMs = Number(waiting?.nextAttemptAt) - Date.now();
    expect(waitMs / 1000).toBeGreaterThan((MAIL_WAITS_SECONDS[0] ?? 0) - 5);
    expect(waiting).toMatchObject({ attemptCount: 1, startedAt: null });
    await send();
    expect((await queued())[0]?.attemptCount).toBe(1);
    await letTimePass();
    server.refuseMessage(null);
    expect(await send()).toBe(1);

    await aNotice();
    await notifyNow();
    server.refuseMessage(451);
    for (let attempt = 0; attempt <= MAIL_WAITS_SECONDS.length; attempt++) {
      expect(await queued()).toHaveLength(1);
      await send();
      await letTimePass();
    }
    expect(await queued()).toEqual([]);
  });

  test("that is refused for good is not tried again, and the next one goes out", async () => {
    await makeUser({ tenant });
    await aNotice();
    await notifyNow();
    server.refuseRecipient(550);
    expect(await send()).toBe(0);
    expect(await queued()).toEqual([]);
    server.refuseRecipient(null);
    await aNotice();
    await notifyNow();
    expect(await send()).toBe(1);
  });

  test("of which it is not known whether it left is never sent twice", async () => {
    await makeUser({ tenant });
    await aNotice();
    await notifyNow();
    server.cutAfterMessage(true);
    expect(await send()).toBe(0);
    server.cutAfterMessage(false);
    await letTimePass();
    expect(await send()).toBe(0);
    expect(server.mails).toHaveLength(1);
  });

  test("that a worker was killed over is not sent again", async () => {
    await makeUser({ tenant });
    await aNotice();
    await notifyNow();
    await system()
      .update(noticeMails)
      .set({ startedAt: new Date(Date.now() - 3_600_000), attemptCount: 1 });
    expect(await send()).toBe(0);
    expect([server.mails, await queued()]).toEqual([[], []]);
  });

  test.each([
    ["nobody listens", () => "smtp://127.0.0.1:1/"],
    ["the password is wrong", () => server.url.replace(/:[^:@]+@/, ":wrong@")],
  ])("waits where %s, unstarted, and goes out when that is mended", async (_, url) => {
    await makeUser({ tenant });
    await aNotice();
    await notifyNow();
    await expect(send(url())).rejects.toThrow();
    expect(await queued()).toMatchObject([{ attemptCount: 0, startedAt: null }]);
    expect(await send()).toBe(1);
  });

  test("is not sent to somebody who has left, nor about an endpoint deleted for good", async () => {
    const [left] = [await makeUser({ tenant }), await makeUser({ tenant })];
    await aNotice();
    const removed = await aNotice();
    await notifyNow();
    await system().delete(memberships).where(eq(memberships.userId, left.id));
    await system().delete(endpoints).where(eq(endpoints.id, removed));
    expect(await send()).toBe(1);
    expect(server.mails.flatMap(({ to }) => to)).not.toContain(left.email);
    expect(await queued()).toEqual([]);
  });

  test("is not started any more once the worker stops", async () => {
    await makeUser({ tenant });
    await aNotice();
    await notifyNow();
    expect(await send(server.url, AbortSignal.abort())).toBe(0);
    expect(await queued()).toMatchObject([{ attemptCount: 0 }]);
  });
});
