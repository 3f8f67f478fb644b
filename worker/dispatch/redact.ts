const REDACTED = "[redacted]";

/** Headers of ours whose values never get stored. */
const SECRET_HEADERS = new Set(["webhook-signature", "authorization", "proxy-authorization", "cookie", "set-cookie"]);

/** Request headers as they are stored: signatures, credentials and the endpoint's own header values hidden. */
export function redactRequestHeaders(
  headers: Record<string, string>,
  customNames: readonly string[],
): Record<string, string> {
  const hidden = (name: string) => SECRET_HEADERS.has(name) || customNames.includes(name);
  return mapValues(headers, (name, value) => (hidden(name) ? REDACTED : value));
}

/** Response headers as they are stored: credentials hidden, and what the receiver echoed of `secrets` too. */
export function redactResponseHeaders(
  headers: Record<string, string>,
  secrets: readonly string[],
): Record<string, string> {
  return mapValues(headers, (name, value) => (SECRET_HEADERS.has(name) ? REDACTED : redactText(value, secrets)));
}

/** A response body as it is stored: its bytes with every known secret value replaced. */
export function redactBody(body: Uint8Array, secrets: readonly string[]): Buffer {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const echoed = worthHiding(secrets, bytes.length).filter((secret) => bytes.includes(secret));
  // latin1 maps every byte to one character and back, so bytes that are no UTF-8 survive.
  return echoed.length === 0 ? bytes : Buffer.from(redactText(bytes.toString("latin1"), echoed), "latin1");
}

// Shorter values ("1", "true") would blot out innocent text.
const SECRET_LENGTH_MIN = 6;

/** Those that a text of this length can hold at all: few headers and few answers are as long as a signature. */
function worthHiding(secrets: readonly string[], lengthMax: number): string[] {
  return secrets.filter(({ length }) => length >= SECRET_LENGTH_MIN && length <= lengthMax).flatMap(asEchoed);
}

/** A value as itself, and as it stands inside JSON, which some (PHP) write with slashes escaped, too. */
function asEchoed(secret: string): string[] {
  if (!/["\\/]/.test(secret)) return [secret];
  const escaped = secret.replace(/["\\]/g, "\\$&");
  return [...new Set([secret, escaped, escaped.replaceAll("/", "\\/")])];
}

function redactText(text: string, secrets: readonly string[]): string {
  return worthHiding(secrets, text.length).reduce((result, secret) => result.replaceAll(secret, REDACTED), text);
}

function mapValues(
  headers: Record<string, string>,
  map: (name: string, value: string) => string,
): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, map(name, value)]));
}
