/** What is known of where a request came from: the connection's far end, and what `x-forwarded-for` claims. */
export type Route = { peer: string | null; forwardedFor: string | null };

/**
 * The address of whoever sent a request, for limits and the audit log. `hops` is how many proxies of the operator's own
 * stand in front, each of which appends what it saw: so many entries of the list are true, everything before them is
 * the sender's own claim. Null: not known.
 */
export function clientAddress({ peer, forwardedFor }: Route, hops: number): string | null {
  const claimed = (forwardedFor ?? "").split(",").map((entry) => entry.trim());
  const seen = [...claimed.filter(Boolean), ...(peer === null ? [] : [peer])];
  const address = hops === 0 ? peer : seen.at(Math.max(-seen.length, -hops - (peer === null ? 0 : 1)));
  // A socket that listens on IPv6 calls 192.0.2.1 ::ffff:192.0.2.1; it is one caller all the same.
  return address?.replace(/^::ffff:(?=[\d.]+$)/i, "") || null;
}
