import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { eq } from "drizzle-orm";
import { events } from "#db/schema/event.ts";
import { system } from "#db/tenant.ts";
import { EVENT_BYTES_MAX } from "#domain/event/words.ts";
import { signIn } from "./sign-in.ts";
import { expect, test } from "./test.ts";

/** Both doors that take events, and what each message must be answered. */
const DOORS = ["E2E_BASE_URL", "E2E_INGEST_URL"] as const;
const doorUrl = (door: (typeof DOORS)[number]) => `${process.env[door]}/api/v1/events`;

const sized = (bytes: number) => {
  const frame = '{"type":"a","n":""}';
  return frame.replace('""', `"${"x".repeat(bytes - frame.length)}"`);
};
const MESSAGES: [string, string | Uint8Array, number][] = [
  ["one byte less than the most", sized(EVENT_BYTES_MAX - 1), 202],
  ["the most bytes", sized(EVENT_BYTES_MAX), 202],
  ["one byte more than the most", sized(EVENT_BYTES_MAX + 1), 413],
  ["ten thousand levels", `{"type":"a","n":${"[".repeat(10_000)}`, 400],
  ["duplicate keys and __proto__", '{"type":"a","type":"a.b","__proto__":{"type":"c"},"constructor":1}', 202],
  ["numbers that no double can hold", '{"type":"a","n":[1e100000,12345678901234567890,-0,1.10]}', 202],
  ["an escaped NUL and a lone surrogate", '{"type":"a","n":"\\u0000\\ud800"}', 202],
  ["a bare NUL", '{"type":"a","n":"\u0000"}', 400],
  ["a byte order mark", '\ufeff{"type":"a"}', 400],
  ["invalid UTF-8", Buffer.from([...Buffer.from('{"type":"a","n":"'), 0xc3, 0x28, 0x22, 0x7d]), 400],
  ["a type with a space", '{"type":"a b"}', 400],
  ["a type of 129 characters", `{"type":"${"a".repeat(129)}"}`, 400],
  ["nothing", "", 400],
];

for (const door of DOORS) {
  const where = door === "E2E_BASE_URL" ? "the dashboard's door" : "the ingest door";

  for (const [what, message, status] of MESSAGES) {
    test(`${where} answers ${status} to ${what}, and delivers what it takes byte for byte`, async ({
      tenant,
      receiver,
    }) => {
      await tenant.api.createEndpoint({ url: receiver.url });
      const answer = await fetch(doorUrl(door), {
        method: "POST",
        headers: { authorization: `Bearer ${tenant.token}`, "content-type": "application/json" },
        body: Buffer.from(message),
      });
      expect([answer.status, await answer.text()]).toEqual([status, expect.any(String)]);
      if (status !== 202) return;
      await receiver.received(1);
      expect(receiver.requests[0]?.body.equals(Buffer.from(message))).toBe(true);
    });
  }

  test(`${where} bounds a body of chunks as it bounds one that says its length`, async ({ tenant }) => {
    const send = async (bytes: number) => {
      const text = sized(bytes);
      const chunks = (text.match(/.{1,60000}/gs) ?? []).map((chunk) => `${chunk.length.toString(16)}\r\n${chunk}\r\n`);
      return statusOf(await rawPost(door, tenant.token, "transfer-encoding: chunked", `${chunks.join("")}0\r\n\r\n`));
    };
    expect(await send(EVENT_BYTES_MAX)).toBe(202);
    expect(await send(EVENT_BYTES_MAX + 1)).toBe(413);
  });

  test(`${where} refuses a huge body by the length it announces, before it is sent`, async ({ tenant }) => {
    expect(statusOf(await rawPost(door, tenant.token, "content-length: 1000000000", "{"))).toBe(413);
  });

  test(`${where} takes nothing from a body whose length is a lie`, async ({ tenant }) => {
    const message = '{"type":"a"}';
    const long = await rawPost(door, tenant.token, `content-length: ${message.length + 5}`, message);
    expect(long).not.toContain("202");
    const short = await rawPost(door, tenant.token, `content-length: ${message.length - 2}`, message);
    expect(statusOf(short)).toBe(400);
    const both = await rawPost(door, tenant.token, "content-length: 3\r\ntransfer-encoding: chunked", message);
    expect(statusOf(both)).toBe(400);
    expect(await system().$count(events, eq(events.tenantId, tenant.id))).toBe(0);
  });

  test(`${where} makes one event of fifty with one Idempotency-Key`, async ({ tenant }) => {
    const headers = {
      authorization: `Bearer ${tenant.token}`,
      "idempotency-key": "k",
      "content-type": "application/json",
    };
    const post = (body: string) => fetch(doorUrl(door), { method: "POST", headers, body });
    const statuses = await Promise.all(Array.from({ length: 50 }, async () => (await post('{"type":"a"}')).status));
    expect(statuses).toContain(202);
    expect(statuses.filter((status) => status !== 202 && status !== 409)).toEqual([]);
    expect((await post('{"type":"b"}')).status).toBe(422);
    expect(await system().$count(events, eq(events.tenantId, tenant.id))).toBe(1);
  });
}

const BAD_QUERIES = [
  ...["0", "-1", "1e9", "101", "abc", "1.5", "", "%00"].map((limit) => `limit=${limit}`),
  ...["2026-02-30T00:00:00Z", "2026-02-28", "yesterday", "-1"].map((after) => `after=${after}`),
  "cursor=abc",
  "tenantId=tnt_x",
  "limit=1&limit=2",
];

test("lists refuse limits, dates and cursors that are none, each with its field", async ({ tenant }) => {
  for (const query of BAD_QUERIES) {
    const answer = await fetch(`${process.env.E2E_BASE_URL}/api/v1/deliveries?${query}`, {
      headers: { authorization: `Bearer ${tenant.token}` },
    });
    expect([query, answer.status]).toEqual([query, 400]);
  }
});

test("an endpoint's names, headers and fields are taken as text or refused", async ({ tenant }) => {
  const create = async (input: object) => {
    const answer = await fetch(`${process.env.E2E_BASE_URL}/api/v1/endpoints`, {
      method: "POST",
      headers: { authorization: `Bearer ${tenant.token}`, "content-type": "application/json" },
      body: JSON.stringify({ url: "https://hooks.acme.io/", ...input }),
    });
    return answer.status;
  };
  for (const name of ["x\r\ny", "x\u0000", "x y", "é", "", "host", "webhook-id", "Transfer-Encoding", "__proto__ "]) {
    expect([name, await create({ requestConfig: { headers: { [name]: "v" } } })]).toEqual([name, 400]);
  }
  for (const value of ["a\r\nb: c", "a\nb", "a\u0000b"]) {
    expect([value, await create({ requestConfig: { headers: { "x-a": value } } })]).toEqual([value, 400]);
  }
  for (const unknown of [{ tenantId: "tnt_x" }, { status: "inactive" }, { id: "ep_x" }, { url: undefined }]) {
    expect([unknown, await create(unknown)]).toEqual([unknown, 400]);
  }
  for (const name of ["<img src=x onerror=alert(1)>", "=cmd()", "\u202egnp.exe", "🧾".repeat(30)]) {
    expect([name, await create({ name })]).toEqual([name, 201]);
  }
  expect(await create({ name: "🧾".repeat(1000) })).toBe(400);
  expect(await create({ name: "a\u0000b" })).toBe(400);
  expect(await create({ name: "\ud800" })).toBe(400);
});

test("markup in names and answers is shown, not run", async ({ page, tenant, receiver }) => {
  const name = "<img src=x onerror=document.title='run'>";
  await tenant.api.createEndpoint({ url: receiver.url, name });
  await signIn(page, tenant.admin, tenant.path("endpoints"));
  await expect(page.getByText(name).first()).toBeVisible();
  await expect(page).not.toHaveTitle("run");
});

/** Sends a request by hand; answers all that came back within a second. */
async function rawPost(door: (typeof DOORS)[number], token: string, framing: string, body: string): Promise<string> {
  const { hostname, port, host, pathname } = new URL(doorUrl(door));
  const socket = connect(Number(port), hostname);
  socket.on("error", () => undefined);
  await once(socket, "connect");
  let said = "";
  socket.on("data", (chunk) => {
    said += chunk.toString("latin1");
  });
  const head = [`POST ${pathname} HTTP/1.1`, `host: ${host}`, `authorization: Bearer ${token}`, framing];
  socket.write(`${head.join("\r\n")}\r\ncontent-type: application/json\r\n\r\n${body}`);
  const closed = once(socket, "close");
  await Promise.race([closed, answered(() => said), delay(ANSWER_MS)]);
  socket.destroy();
  return said;
}

const ANSWER_MS = 3000;

async function answered(said: () => string): Promise<void> {
  for (let waited = 0; waited < ANSWER_MS; waited += 20) {
    if (said().includes("\r\n\r\n")) return;
    await delay(20);
  }
}

function statusOf(answer: string): number {
  return Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1]);
}
