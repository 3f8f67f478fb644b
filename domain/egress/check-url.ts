import { isIPv4 } from "node:net";
import { domainToUnicode } from "node:url";
import { isAllowedAddress } from "./address.ts";
import { refuseName } from "./check-name.ts";
import { isOwnAddress } from "./own-address.ts";
import type { EgressPolicy } from "./policy.ts";
import { REFUSED_PORTS } from "./refused-ports.ts";

export type UrlVerdict = { ok: true; url: URL } | { ok: false; reason: string };

/** Characters. Proxies and servers commonly refuse longer request lines. */
export const URL_LENGTH_MAX = 2048;

// C0, space, DEL, C1: WHATWG parsing would silently drop or trim some of them, and mean another host.
const SPACE_OR_CONTROL = /[\p{Cc}\p{Z}]/u;
const SCHEME_AND_AUTHORITY = /^(https?):\/\/([^/?#]+)/i;

/**
 * Judges an endpoint's URL by its text, without DNS: at create, at update, and again before each request, since a row
 * may have been written some other way. The reason is a sentence for the person who typed it.
 */
export function checkEndpointUrl(text: string, policy: EgressPolicy): UrlVerdict {
  const unreadable = refuseText(text);
  if (unreadable !== null) {
    return { ok: false, reason: unreadable };
  }
  const [, scheme = "", authority = ""] = SCHEME_AND_AUTHORITY.exec(text) ?? [];
  const refusedAuthority = refuseAuthority(scheme.toLowerCase(), authority, policy);
  if (refusedAuthority !== null) {
    return { ok: false, reason: refusedAuthority };
  }
  if (!URL.canParse(text)) {
    return { ok: false, reason: "This is not a valid URL. Check the host name and the port." };
  }
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
  if (text.length > URL_LENGTH_MAX) {
    return `The URL is longer than ${URL_LENGTH_MAX} characters.`;
  }
  if (SPACE_OR_CONTROL.test(text)) {
    return "The URL contains a space or a control character. Remove it, or write it percent-encoded.";
  }
  if (text.includes("\\")) {
    return "The URL contains a backslash. Write it as %5C.";
  }
  return text.includes("#") ? "The URL has a fragment (#…), which is never sent. Remove it." : null;
}

function refuseAuthority(scheme: string, authority: string, policy: EgressPolicy): string | null {
  if (scheme === "") {
    return "Use a URL that starts with https:// and a host name.";
  }
  if (scheme === "http" && !policy.allowHttp) {
    return "Use https. Plain http is only accepted where the operator set EGRESS_ALLOW_HTTP.";
  }
  if (authority.includes("@")) {
    return "The URL contains a user name or password. Use a custom header for credentials.";
  }
  return authority.includes("%") ? "The host name contains a percent sign. Write it without encoding." : null;
}

// Hosts have many spellings that mean an address or another name (0x7f.1, ①②⑦, a soft hyphen). Only the plain one,
// or a name in its own script, is taken, so that what a person reads is what is called.
function refuseSpelling(authority: string, url: URL): string | null {
  const written = authority.replace(/:\d*$/, "").toLowerCase();
  if (url.hostname.startsWith("[") || written === url.hostname) {
    return null;
  }
  const isOwnScript = !isIPv4(url.hostname) && written.normalize("NFC") === domainToUnicode(url.hostname);
  return isOwnScript ? null : `Write the host in its plain form: ${url.hostname}`;
}

function refuseHost(url: URL, policy: EgressPolicy): string | null {
  const host = hostOf(url);
  if (!isIPv4(host) && !host.includes(":")) {
    return refuseName(host);
  }
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
