import { Resolver as DnsChannel } from "node:dns/promises";
import { setTimeout as delay } from "node:timers/promises";
import { errorCode } from "./error-code.ts";
import { createHostsFile } from "./hosts-file.ts";
import type { Resolver } from "./resolve.ts";

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
    if (listed.length > 0) {
      return listed;
    }
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
  if (servers !== undefined) {
    channel.setServers(servers);
  }
  return channel;
}

async function askBothFamilies(channel: DnsChannel, hostname: string, signal: AbortSignal): Promise<readonly string[]> {
  const v4 = settle(channel.resolve4(hostname));
  const v6 = settle(channel.resolve6(hostname));
  const first = await Promise.race([v4, v6]);
  const both = Promise.all([v4, v6]);
  const answers = first.addresses.length > 0 ? await orAfterGrace(both, [first], signal) : await both;
  const addresses = answers.flatMap((answer) => answer.addresses);
  if (addresses.length === 0) {
    throw answers.map((answer) => answer.error).find(saysMoreThanNoData) ?? answers[0]?.error;
  }
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
