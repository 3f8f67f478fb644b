const KEY_BYTES_MIN = 16;

/** Whether a text is a secret as Standard Webhooks writes it: base64 of at least 16 bytes, with or without `whsec_`. */
export function isSigningKey(text: string): boolean {
  const encoded = text.replace(/^whsec_/, "");
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(encoded)) return false;
  return Buffer.from(encoded, "base64").length >= KEY_BYTES_MIN;
}
