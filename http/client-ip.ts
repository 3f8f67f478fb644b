/** The address the nearest proxy, or else the socket, saw: earlier entries are the client's own claim. */
export function clientIp(headers: Headers): string | null {
  const address = headers.get("x-forwarded-for")?.split(",").at(-1)?.trim();
  // A socket that listens on IPv6 calls 192.0.2.1 ::ffff:192.0.2.1; it is one caller all the same.
  return address?.replace(/^::ffff:(?=[\d.]+$)/i, "") || null;
}
