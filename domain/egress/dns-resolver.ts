import { Resolver as DnsChannel } from "node:dns/promises";
import { readFile } from "node:fs/promises";
import { isIPv4 } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { canonicalAddress } from "./address.ts";
import { EgressFailure, errorCode, type Limits, within } from "./failure.ts";

/**
 * Turns a host name into its addresses, IPv4 and IPv6, in any order. Rejects with a Node DNS error (its `code` tells
 * why) and lets go when the signal fires.
 */
export type Resolver = (hostname: string, signal: AbortSignal) => Promise<readonly string[]>;

/** The longest wait for a name, whatever the resolver does. */
export const DNS_TIMEOUT_MS = 3_000;

/**
 * One resolution: every address of the name, canonical, IPv4 first because receivers' IPv6 is broken more often.
 * Throws an EgressFailure `dns_error` where there is none within the time.
 */
export async function resolveAddresses(
  hostname: string,
  { resolver, timeoutMs, signal }: Limits & { resolver: Resolver },
): Promise<readonly string[]> {
  const expired = () =>
    new EgressFailure("dns_error", `${hostname} did not resolve within ${timeoutMs} ms.`, { isOurOutage: true });
  const lookUp = (stop: AbortSignal) =>
    resolver(hostname, stop).catch((error: unknown) => {
      throw explainDnsError(hostname, error);
    });
  const answers = await within(lookUp, { timeoutMs, signal, expired });
  if (answers.length === 0) throw new EgressFailure("dns_error", `${hostname} has no address.`);
  const addresses = [...new Set(answers.map((answer) => canonicalAddress(answer) ?? answer))];
  return [...addresses.filter((address) => isIPv4(address)), ...addresses.filter((address) => !isIPv4(address))];
}

// Codes of c-ares and of getaddrinfo that mean the question got no answer at all.
const RESOLVER_IS_AWAY: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ETIMEOUT",
  "ECANCELLED",
  "EAI_AGAIN",
  "EAI_SYSTEM",
  "ENETUNREACH",
  "EHOSTUNREACH",
]);

/** Says in a sentence why a name has no address, and whether the fault is our resolver's. */
function explainDnsError(hostname: string, error: unknown): EgressFailure {
  const code = errorCode(error);
  const isOurOutage = RESOLVER_IS_AWAY.has(code);
  return new EgressFailure("dns_error", sentence(hostname, code, isOurOutage), { isOurOutage, cause: error });
}

function sentence(hostname: string, code: string, isOurOutage: boolean): string {
  if (isOurOutage) return `${hostname} could not be looked up: the DNS resolver did not answer.`;
  switch (code) {
    case "ENOTFOUND":
      return `${hostname} does not exist.`;
    case "ENODATA":
      return `${hostname} has no address.`;
    case "ESERVFAIL":
      return `The name servers of ${hostname} failed to answer.`;
    default:
      return `${hostname} could not be looked up${code === "" ? "" : ` (${code})`}.`;
  }
}

type Answer = { addresses: readonly string[]; error: unknown };

// Two tries of 0.8 s and 1.6 s fit into DNS_TIMEOUT_MS.
const TRY_TIMEOUT_MS = 800;
const TRIES = 2;
/** How long the slower of A and AAAA may keep the faster one waiting. */
const OTHER_FAMILY_GRACE_MS = 500;
/** resolv.conf is read again this often. */
const CHANNEL_LIFETIME_MS = 60_000;

/**
 * The resolver of production: the hosts file, then DNS by c-ares. Not `dns.lookup`: that holds one of four threads per
 * name until the system gives up, so four silent name servers of one tenant would stop everybody's deliveries.
 * `servers` ("127.0.0.1:5353") replaces those of resolv.conf.
 */
export function createDnsResolver({ servers, hostsPath = "/etc/hosts" }: DnsSettings = {}): Resolver {
  const now = () => performance.now();
  const inHostsFile = createHostsFile(hostsPath, now);
  let channel: DnsChannel | undefined;
  let openedAt = 0;
  return async (hostname, signal) => {
    const listed = await inHostsFile(hostname);
    if (listed.length > 0) return listed;
    if (channel === undefined || now() - openedAt > CHANNEL_LIFETIME_MS) {
      channel = openChannel(servers);
      openedAt = now();
    }
    return askBothFamilies(channel, hostname, signal);
  };
}

type DnsSettings = { servers?: readonly string[]; hostsPath?: string };

function openChannel(servers: readonly string[] | undefined): DnsChannel {
  const channel = new DnsChannel({ timeout: TRY_TIMEOUT_MS, tries: TRIES });
  if (servers !== undefined) channel.setServers(servers);
  return channel;
}

async function askBothFamilies(channel: DnsChannel, hostname: string, signal: AbortSignal): Promise<readonly string[]> {
  const v4 = settle(channel.resolve4(hostname));
  const v6 = settle(channel.resolve6(hostname));
  const first = await Promise.race([v4, v6]);
  const both = Promise.all([v4, v6]);
  const answers = first.addresses.length > 0 ? await orAfterGrace(both, [first], signal) : await both;
  const addresses = answers.flatMap((answer) => answer.addresses);
  if (addresses.length === 0) throw answers.map((answer) => answer.error).find(saysMoreThanNoData) ?? answers[0]?.error;
  return addresses;
}

// c-ares gives up by itself after its tries, so nothing is left running behind a caller that no longer waits.
function settle(answer: Promise<string[]>): Promise<Answer> {
  return answer.then(
    (addresses) => ({ addresses, error: undefined }),
    (error: unknown) => ({ addresses: [], error }),
  );
}

async function orAfterGrace<T>(value: Promise<T>, otherwise: T, signal: AbortSignal): Promise<T> {
  const done = new AbortController();
  const grace = delay(OTHER_FAMILY_GRACE_MS, otherwise, { signal: AbortSignal.any([done.signal, signal]) });
  try {
    return await Promise.race([value, grace.catch(() => otherwise)]);
  } finally {
    done.abort();
  }
}

function saysMoreThanNoData(error: unknown): boolean {
  return errorCode(error) !== "ENODATA";
}

type Hosts = ReadonlyMap<string, readonly string[]>;

/** How long the file's content is used before it is read again. */
const REREAD_AFTER_MS = 5_000;

/** Looks names up in a hosts file (`/etc/hosts`); an absent file holds no names. `now` is in milliseconds. */
export function createHostsFile(path: string, now: () => number): (hostname: string) => Promise<readonly string[]> {
  let readAt = Number.NEGATIVE_INFINITY;
  let hosts: Promise<Hosts> | undefined;
  return async (hostname) => {
    if (hosts === undefined || now() - readAt > REREAD_AFTER_MS) {
      readAt = now();
      hosts = readFile(path, "utf8").then(parseHosts, () => new Map());
    }
    return (await hosts).get(hostname.toLowerCase()) ?? [];
  };
}

function parseHosts(text: string): Hosts {
  const hosts = new Map<string, string[]>();
  for (const line of text.split("\n")) {
    const [address = "", ...names] = line.replace(/#.*/, "").trim().split(/\s+/);
    for (const name of names) {
      const key = name.toLowerCase();
      hosts.set(key, [...(hosts.get(key) ?? []), address]);
    }
  }
  return hosts;
}
