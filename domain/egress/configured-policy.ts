import { type Config, config } from "#domain/config.ts";
import { hostOf, portOf } from "./check-url.ts";
import { createEgressPolicy, type EgressPolicy, type OwnAddress } from "./policy.ts";

/** The egress policy of this process's settings, read once. Throws a sentence where a setting cannot be used. */
export function configuredPolicy(): EgressPolicy {
  cached ??= policyOf(config());
  return cached;
}

/** The policy that settings mean. Our own doors are named, so that no endpoint sends events round in circles. */
export function policyOf(settings: Config): EgressPolicy {
  return createEgressPolicy({
    allowCidrs: settings.EGRESS_ALLOW_CIDRS,
    allowHttp: settings.EGRESS_ALLOW_HTTP,
    proxyUrl: settings.EGRESS_PROXY_URL ?? null,
    ownAddresses: ownAddresses(settings),
  });
}

let cached: EgressPolicy | undefined;

function ownAddresses({ PORT, INGEST_PORT, PUBLIC_URL, INGEST_URL }: Config): OwnAddress[] {
  const listeners = [PORT, INGEST_PORT].flatMap((port) => EVERY_INTERFACE.map((address) => ({ address, port })));
  const doors = [PUBLIC_URL, INGEST_URL].map((text) => new URL(text));
  return [...listeners, ...doors.map((url) => ({ address: hostOf(url), port: portOf(url) }))];
}

// Both processes listen on all interfaces, over IPv4 and IPv6.
const EVERY_INTERFACE = ["0.0.0.0", "::"];
