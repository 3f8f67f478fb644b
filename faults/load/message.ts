import { createHash, randomBytes } from "node:crypto";

/**
 * The body of the `number`th event: unlike any other, of many sizes, and hard to carry byte for byte. `gap` stands in
 * its middle; a line of a batch may have no line break there.
 */
export function makeMessage(number: number, type: string, gap = "\n"): { body: Buffer; sha256: string } {
  const filling = "ünïcødé \\ud83d\\ude00 ".repeat((number * 7) % 120);
  const text = `{ "type":"${type}", "number": ${number}, "nonce":"${randomBytes(12).toString("hex")}",${gap} "big": 1e100000, "price": 1.10, "zero": -0,\t"text":"${filling}" }`;
  const body = Buffer.from(text);
  return { body, sha256: createHash("sha256").update(body).digest("hex") };
}
