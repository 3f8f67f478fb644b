import { NextRequest } from "next/server";
import { describe, expect, test } from "vitest";
import { system } from "#db/tenant.ts";
import { DELIVERY_CSV_HEAD } from "#domain/delivery/csv.ts";
import { makeDeliveries } from "#domain/delivery/test-factory.ts";
import { makeEndpointRow } from "#domain/event/test-factory.ts";
import { formatId } from "#domain/id.ts";
import { grantRole } from "#domain/member/grant.ts";
import { newId } from "#domain/new-id.ts";
import { makeTenant, makeUser } from "#domain/test-factory.ts";
import { SESSION_COOKIE, sessionToken } from "#harness/session.ts";
import { ownTestDatabase } from "#harness/test-database.ts";
import { GET } from "./route.ts";

ownTestDatabase();

type Tenant = Awaited<ReturnType<typeof makeTenant>>;

async function download(tenant: Tenant, { query = "", user }: { query?: string; user?: { id: string } } = {}) {
  const headers: HeadersInit = user ? { cookie: `${SESSION_COOKIE}=${await sessionToken(user)}` } : {};
  const url = `http://localhost/t/${tenant.slug}/production/deliveries/export.csv${query}`;
  const request = new NextRequest(url, { headers });
  return GET(request, { params: Promise.resolve({ tenant: tenant.slug, app: "production" }) });
}

/** That many failed deliveries of one endpoint, written by the thousand. */
async function failed(tenant: Tenant, count: number, facts: { errorMessage?: string } = {}) {
  const endpointId = await makeEndpointRow(tenant, { name: "=HYPERLINK(1)" });
  const start = Date.now() - count;
  for (let from = 0; from < count; from += 1000) {
    const size = Math.min(1000, count - from);
    await makeDeliveries(
      tenant,
      Array.from({ length: size }, (_, at) => ({
        id: newId(start + from + at),
        endpointId,
        status: "failed" as const,
        errorCode: "timeout" as const,
        errorMessage: "No answer, in time",
        ...facts,
      })),
    );
  }
}

const linesOf = (text: string) => text.split("\r\n").slice(1, -1);

describe("the export", () => {
  test("streams 20,000 rows whole, each once, newest first, a stretch at a time", async () => {
    const tenant = await makeTenant();
    const user = await makeUser({ tenant, role: "operator" });
    await failed(tenant, 20_001);
    const response = await download(tenant, { user });
    expect(response.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(response.headers.get("content-disposition")).toMatch(
      /^attachment; filename="deliveries-production-.*\.csv"$/,
    );
    const chunks: string[] = [];
    const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
    for await (const chunk of response.body ?? []) chunks.push(decoder.decode(chunk, { stream: true }));
    expect(chunks).toHaveLength(21);
    expect(Math.max(...chunks.map((chunk) => linesOf(chunk).length))).toBeLessThanOrEqual(1000);
    const text = chunks.join("");
    expect(text.startsWith(DELIVERY_CSV_HEAD)).toBe(true);
    const ids = linesOf(text).map((line) => line.split(",")[0] ?? "");
    expect(ids).toHaveLength(20_001);
    expect(ids).toEqual([...new Set(ids)].sort().reverse());
  }, 60_000);

  test("takes the log's filters, defuses formulas and quotes commas", async () => {
    const tenant = await makeTenant();
    const user = await makeUser({ tenant, role: "operator" });
    await failed(tenant, 3, { errorMessage: "@SUM(1), that's it" });
    const endpointId = await makeEndpointRow(tenant);
    await makeDeliveries(tenant, [{ endpointId, status: "succeeded", responseCode: 200 }]);
    const text = await (await download(tenant, { user, query: "?status=failed&error=timeout" })).text();
    const lines = linesOf(text);
    expect(lines).toHaveLength(3);
    for (const line of lines) expect(line).toContain(`,"'=HYPERLINK(1)",`);
    for (const line of lines) expect(line).toContain(`,timeout,"'@SUM(1), that's it",`);
    const ofOne = await download(tenant, { user, query: `?endpointId=${formatId("ep", endpointId)}` });
    expect(linesOf(await ofOne.text())).toHaveLength(1);
  });

  test("is refused without a session, without manage_webhooks, and to another tenant's people", async () => {
    const [tenant, other] = [await makeTenant(), await makeTenant()];
    await failed(tenant, 1);
    expect((await download(tenant)).status).toBe(401);
    expect((await download(tenant, { user: await makeUser({ tenant, role: "member" }) })).status).toBe(403);
    expect((await download(tenant, { user: await makeUser({ tenant: other, role: "admin" }) })).status).toBe(404);
  });

  test("breaks off when the permission is taken away on the way", async () => {
    const tenant = await makeTenant();
    const user = await makeUser({ tenant, role: "operator" });
    await failed(tenant, 2500);
    const response = await download(tenant, { user });
    await grantRole(system(), { tenantId: tenant.id, userId: user.id, role: "member" });
    await expect(response.text()).rejects.toThrow();
  });
});
