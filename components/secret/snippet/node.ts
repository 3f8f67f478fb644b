/** Verifies a message in Node, with its standard library alone. */
export const NODE_SNIPPET = `import { createHmac, timingSafeEqual } from "node:crypto";

const key = Buffer.from(process.env.POSTHOUSE_SECRET.replace(/^whsec_/, ""), "base64");

// headers: names in lower case. rawBody: the bytes as they came, before any parsing.
export function isFromPosthouse(headers, rawBody) {
  const id = headers["webhook-id"];
  const timestamp = headers["webhook-timestamp"];
  const signatures = headers["webhook-signature"];
  if (!id || !signatures || !/^\\d{1,12}$/.test(timestamp ?? "")) return false;
  if (Math.abs(Date.now() / 1000 - Number(timestamp)) > 300) return false;

  const digest = createHmac("sha256", key).update(\`\${id}.\${timestamp}.\`).update(rawBody).digest("base64");
  const expected = Buffer.from(\`v1,\${digest}\`);
  return signatures.split(" ").some((signature) => {
    const given = Buffer.from(signature);
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}
`;
