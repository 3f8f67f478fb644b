import { readFile } from "node:fs/promises";

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
