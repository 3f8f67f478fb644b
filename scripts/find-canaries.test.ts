import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { driver } from "#db/client.ts";
import { createEndpoint } from "#domain/endpoint/create.ts";
import { actorIn, makeTenant } from "#domain/test-factory.ts";
import { ownTestDatabase } from "#harness/test-database.ts";
import { databaseDump, findCanaries } from "../e2e/canaries.ts";

// The hunt for secrets in e2e/canary.spec.ts is only worth what its search finds.
ownTestDatabase();

const bytes = randomBytes(32);
const secret = `whsec_${bytes.toString("base64")}`;

test.each([
  ["as it is", secret],
  ["without its prefix", secret.slice(6)],
  ["inside JSON", JSON.stringify({ secret })],
  ["in an address", `/x?secret=${encodeURIComponent(secret)}`],
  ["as hex of its text", Buffer.from(secret).toString("hex")],
  ["as hex of its bytes", bytes.toString("hex")],
  ["as base64 of its text", Buffer.from(secret).toString("base64")],
  ["as base64url of its bytes", bytes.toString("base64url")],
])("a secret is found %s", (_, text) => {
  const places = new Map([
    ["here", `before ${text} after`],
    ["there", "nothing"],
  ]);
  expect(findCanaries({ secret }, places)).toEqual(["secret in here"]);
});

test("a dump of the database holds no secret of an endpoint, and shows one that is planted", async () => {
  const requestConfig = { headers: { "x-till": "canary-header-value" } };
  const made = await createEndpoint(
    { actor: actorIn(await makeTenant()), idempotencyKey: "k" },
    { url: "https://hooks.example.com/", requestConfig },
  );
  const canaries = { secret: made.secret, header: "canary-header-value" };
  expect(findCanaries(canaries, await databaseDump())).toEqual([]);
  await driver()`update signing_secrets set encrypted = ${Buffer.from(made.secret.slice(6), "base64")}`;
  await driver()`update endpoints set description = 'canary-header-value'`;
  expect(findCanaries(canaries, await databaseDump())).toEqual([
    "secret in table public.signing_secrets",
    "header in table public.endpoints",
  ]);
});
