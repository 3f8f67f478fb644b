import { isIPv4 } from "node:net";
import { domainToUnicode } from "node:url";
import { ENDPOINT_SETTINGS } from "#domain/endpoint/words.ts";
import { isAllowedAddress } from "./address.ts";
import { type EgressPolicy, isOwnAddress } from "./policy.ts";

type UrlVerdict = { ok: true; url: URL } | { ok: false; reason: string };

// C0, space, DEL, C1: WHATWG parsing would silently drop or trim some of them, and mean another host.
const SPACE_OR_CONTROL = /[\p{Cc}\p{Z}]/u;
const SCHEME_AND_AUTHORITY = /^(https?):\/\/([^/?#]+)/i;

/**
 * Judges an endpoint's URL by its text, without DNS: at create, at update, and again before each request, since a row
 * may have been written some other way. The reason is a sentence for the person who typed it.
 */
export function checkEndpointUrl(text: string, policy: EgressPolicy): UrlVerdict {
  const unreadable = refuseText(text);
  if (unreadable !== null) return { ok: false, reason: unreadable };
  const [, scheme = "", authority = ""] = SCHEME_AND_AUTHORITY.exec(text) ?? [];
  const refusedAuthority = refuseAuthority(scheme.toLowerCase(), authority, policy);
  if (refusedAuthority !== null) return { ok: false, reason: refusedAuthority };
  if (!URL.canParse(text)) return { ok: false, reason: "This is not a valid URL. Check the host name and the port." };
  const url = new URL(text);
  const reason = refuseSpelling(authority, url) ?? refuseHost(url, policy) ?? refusePort(url, policy);
  return reason === null ? { ok: true, url } : { ok: false, reason };
}

/** The port a URL means, also where it is left out. */
export function portOf(url: URL): number {
  return url.port === "" ? (url.protocol === "https:" ? 443 : 80) : Number(url.port);
}

/** The host without the brackets of an IPv6 literal. */
export function hostOf(url: URL): string {
  return url.hostname.startsWith("[") ? url.hostname.slice(1, -1) : url.hostname;
}

function refuseText(text: string): string | null {
  if (text.length > ENDPOINT_SETTINGS.url.lengthMax) {
    return `The URL is longer than ${ENDPOINT_SETTINGS.url.lengthMax} characters.`;
  }
  if (SPACE_OR_CONTROL.test(text)) {
    return "The URL contains a space or a control character. Remove it, or write it percent-encoded.";
  }
  if (text.includes("\\")) return "The URL contains a backslash. Write it as %5C.";
  return text.includes("#") ? "The URL has a fragment (#…), which is never sent. Remove it." : null;
}

function refuseAuthority(scheme: string, authority: string, policy: EgressPolicy): string | null {
  if (scheme === "") return "Use a URL that starts with https:// and a host name.";
  if (scheme === "http" && !policy.allowHttp) {
    return "Use https. Plain http is only accepted where the operator set EGRESS_ALLOW_HTTP.";
  }
  if (authority.includes("@")) return "The URL contains a user name or password. Use a custom header for credentials.";
  return authority.includes("%") ? "The host name contains a percent sign. Write it without encoding." : null;
}

// Hosts have many spellings that mean an address or another name (0x7f.1, ①②⑦, a soft hyphen). Only the plain one,
// or a name in its own script, is taken, so that what a person reads is what is called.
function refuseSpelling(authority: string, url: URL): string | null {
  const written = authority.replace(/:\d*$/, "").toLowerCase();
  if (url.hostname.startsWith("[") || written === url.hostname) return null;
  const isOwnScript = !isIPv4(url.hostname) && written.normalize("NFC") === domainToUnicode(url.hostname);
  return isOwnScript ? null : `Write the host in its plain form: ${url.hostname}`;
}

function refuseHost(url: URL, policy: EgressPolicy): string | null {
  const host = hostOf(url);
  if (!isIPv4(host) && !host.includes(":")) return refuseName(host);
  return isAllowedAddress(host, policy)
    ? null
    : `${host} is not a public address. An operator can open private ranges with EGRESS_ALLOW_CIDRS.`;
}

function refusePort(url: URL, policy: EgressPolicy): string | null {
  const port = portOf(url);
  const service = REFUSED_PORTS.get(port);
  if (service !== undefined) {
    return `Port ${port} (${service}) is not used by webhook receivers. Use 443 or another port.`;
  }
  return isOwnAddress(hostOf(url), port, policy)
    ? "This is Posthouse's own address: events would go round in circles."
    : null;
}

// Endings that only have a meaning inside a machine, a network or a cluster (RFC 6761, RFC 6762, RFC 8375, and what
// routers, clouds and orchestrators use). Names that merely don't resolve yet are not among them.
const INSIDE_ENDINGS: readonly string[] = [
  "localhost",
  "localdomain",
  "local",
  "internal",
  "intranet",
  "private",
  "lan",
  "corp",
  "home",
  "home.arpa",
  "svc",
  "cluster",
];

const NAME_LENGTH_MAX = 253;
const LABEL = /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/;

/**
 * Judges a lower-case host name by its spelling alone; nothing is looked up.
 * Returns null where it may be used, else a sentence for the person who typed it.
 */
function refuseName(hostname: string): string | null {
  const name = hostname.endsWith(".") ? hostname.slice(0, -1) : hostname;
  const labels = name.split(".");
  if (name.length > NAME_LENGTH_MAX || !labels.every((label) => LABEL.test(label))) {
    return `"${hostname}" is not a valid host name.`;
  }
  if (labels.length === 1) {
    return `"${name}" is a name inside your network. Use a full public host name such as hooks.example.com.`;
  }
  if (INSIDE_ENDINGS.some((ending) => name.endsWith(`.${ending}`))) {
    return `"${name}" only exists inside a network. Use a public host name such as hooks.example.com.`;
  }
  return null;
}

/**
 * Ports of services that are no webhook receivers. A request there could be read as a command by a service that
 * listens inside a range the operator opened. 80, 443 and unlisted ports are fine. Edit it to taste.
 */
export const REFUSED_PORTS: ReadonlyMap<number, string> = new Map([
  [0, "no service"],
  [1, "tcpmux"],
  [7, "echo"],
  [9, "discard"],
  [11, "systat"],
  [13, "daytime"],
  [15, "netstat"],
  [17, "qotd"],
  [19, "chargen"],
  [20, "FTP"],
  [21, "FTP"],
  [22, "SSH"],
  [23, "Telnet"],
  [25, "SMTP"],
  [37, "time"],
  [42, "name server"],
  [43, "whois"],
  [53, "DNS"],
  [69, "TFTP"],
  [79, "finger"],
  [88, "Kerberos"],
  [110, "POP3"],
  [111, "portmapper"],
  [113, "ident"],
  [119, "NNTP"],
  [123, "NTP"],
  [135, "RPC"],
  [137, "NetBIOS"],
  [138, "NetBIOS"],
  [139, "NetBIOS"],
  [143, "IMAP"],
  [161, "SNMP"],
  [162, "SNMP"],
  [179, "BGP"],
  [389, "LDAP"],
  [427, "SLP"],
  [445, "SMB"],
  [464, "Kerberos"],
  [465, "SMTP"],
  [500, "IKE"],
  [502, "Modbus"],
  [512, "exec"],
  [513, "login"],
  [514, "syslog"],
  [515, "printer"],
  [540, "UUCP"],
  [548, "AFP"],
  [554, "RTSP"],
  [587, "SMTP"],
  [623, "IPMI"],
  [631, "printing"],
  [636, "LDAP"],
  [873, "rsync"],
  [989, "FTP"],
  [990, "FTP"],
  [993, "IMAP"],
  [995, "POP3"],
  [1433, "SQL Server"],
  [1434, "SQL Server"],
  [1521, "Oracle"],
  [1723, "PPTP"],
  [1883, "MQTT"],
  [1900, "SSDP"],
  [2049, "NFS"],
  [2181, "ZooKeeper"],
  [2375, "Docker"],
  [2376, "Docker"],
  [2379, "etcd"],
  [2380, "etcd"],
  [3268, "LDAP"],
  [3306, "MySQL"],
  [3389, "remote desktop"],
  [4369, "Erlang"],
  [5060, "SIP"],
  [5061, "SIP"],
  [5432, "PostgreSQL"],
  [5672, "AMQP"],
  [5900, "VNC"],
  [5984, "CouchDB"],
  [5985, "WinRM"],
  [5986, "WinRM"],
  [6379, "Redis"],
  [6380, "Redis"],
  [6443, "Kubernetes"],
  [6667, "IRC"],
  [9042, "Cassandra"],
  [9092, "Kafka"],
  [9200, "Elasticsearch"],
  [9300, "Elasticsearch"],
  [10250, "Kubernetes"],
  [10255, "Kubernetes"],
  [11211, "memcached"],
  [26379, "Redis"],
  [27017, "MongoDB"],
  [27018, "MongoDB"],
  [27019, "MongoDB"],
]);
