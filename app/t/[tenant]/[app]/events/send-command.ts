import type { Place } from "#components/place/place.ts";
import { config } from "#domain/config.ts";

/** A command that sends an event to this app, for anybody whose shell has an API key in POSTHOUSE_KEY. */
export function sendCommand({ app }: Place): string {
  const address = `${config().PUBLIC_URL}/api/v1/apps/${app}/events`;
  const body = '{"type":"order.paid","data":{"order":"A-1001","total":"129.90"}}';
  return `curl ${address} -H "Authorization: Bearer $POSTHOUSE_KEY" -H "Content-Type: application/json" -d '${body}'`;
}
