import type { Place } from "#components/place/place.ts";
import { config } from "#domain/config.ts";

/** A command that posts to this app's API, for anybody whose shell has an API key in POSTHOUSE_KEY. */
export function postCommand({ app }: Place, path: string, body: unknown): string {
  const address = `${config().PUBLIC_URL}/api/v1/apps/${app}/${path}`;
  const headers = '-H "Authorization: Bearer $POSTHOUSE_KEY" -H "Content-Type: application/json"';
  return `curl ${address} ${headers} -d '${JSON.stringify(body)}'`;
}

/** Sends an event. */
export function sendCommand(place: Place): string {
  return postCommand(place, "events", { type: "order.paid", data: { order: "A-1001", total: "129.90" } });
}
