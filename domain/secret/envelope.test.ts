import { eq } from "drizzle-orm";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { tenantKeys } from "#db/schema/tenant.ts";
import { system } from "#db/tenant.ts";
import { makeTenant } from "#domain/test-factory.ts";
import { ownTestDatabase } from "#harness/test-database.ts";
import { decrypt, encrypt, type SecretPlace } from "./envelope.ts";
import { open, seal } from "./master-key.ts";

ownTestDatabase();

const CANARY = "whsec_c2VjcmV0IGNhbmFyeSBzZWNyZXQgY2FuYXJ5IHh4";
let place: SecretPlace;
let other: { id: string };
let ciphertext: Buffer;
beforeAll(async () => {
  place = { tenantId: (await makeTenant()).id, row: "row 1", column: "signing_secrets.encrypted" };
  other = await makeTenant();
  ciphertext = await encrypt(system(), place, CANARY);
});

describe("a stored secret", () => {
  test("opens where it was written, and holds nothing that can be read", async () => {
    expect(await decrypt(system(), place, ciphertext)).toBe(CANARY);
    expect(ciphertext.includes(CANARY.slice(6))).toBe(false);
    expect(await encrypt(system(), place, CANARY)).not.toEqual(ciphertext);
  });

  test("does not open in another row, column or tenant", async () => {
    const others = [
      { ...place, row: "row 2" },
      { ...place, column: "source_secrets.encrypted" },
      { ...place, tenantId: other.id },
    ];
    for (const moved of others) await expect(decrypt(system(), moved, ciphertext)).rejects.toThrow();
  });

  test("does not open with any byte changed, format and key id included", async () => {
    for (let at = 0; at < ciphertext.length; at++) {
      const changed = Buffer.from(ciphertext);
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
      await expect(decrypt(system(), place, changed), `byte ${at}`).rejects.toThrow();
    }
  });

  test("does not open with a shortened tag, or cut anywhere", async () => {
    for (let length = 0; length < ciphertext.length; length++) {
      await expect(decrypt(system(), place, ciphertext.subarray(0, length)), `${length} bytes`).rejects.toThrow();
    }
    const [beforeTag, afterTag] = [1 + 16 + 12, 1 + 16 + 12 + 16];
    for (let kept = 0; kept < 16; kept++) {
      const short = [ciphertext.subarray(0, beforeTag + kept), ciphertext.subarray(afterTag)];
      await expect(decrypt(system(), place, Buffer.concat(short)), `a tag of ${kept} bytes`).rejects.toThrow();
    }
  });

  test("does not open with another tenant's data key put in place of its own", async () => {
    const [victim, thief] = [await makeTenant(), await makeTenant()];
    const [theirs] = await system().select().from(tenantKeys).where(eq(tenantKeys.tenantId, thief.id));
    await system()
      .update(tenantKeys)
      .set({ wrappedKey: theirs?.wrappedKey ?? Buffer.alloc(0) })
      .where(eq(tenantKeys.tenantId, victim.id));
    await expect(encrypt(system(), { ...place, tenantId: victim.id }, CANARY)).rejects.toThrow();
  });
});

test("whatever is sealed opens with its key and context, and with no other", () => {
  const key = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes));
  fc.assert(
    fc.property(
      key,
      key,
      fc.uint8Array({ maxLength: 200 }),
      fc.string(),
      fc.string(),
      (own, foreign, text, here, there) => {
        const sealed = seal(own, text, here);
        expect([...open(own, sealed, here)]).toEqual([...text]);
        if (here !== there) expect(() => open(own, sealed, there)).toThrow();
        if (!own.equals(foreign)) expect(() => open(foreign, sealed, here)).toThrow();
      },
    ),
  );
});
