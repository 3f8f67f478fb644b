import { errorCode } from "./error-code.ts";
import { EgressFailure } from "./failure.ts";

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
export function explainDnsError(hostname: string, error: unknown): EgressFailure {
  const code = errorCode(error);
  const isOurOutage = RESOLVER_IS_AWAY.has(code);
  return new EgressFailure("dns_error", sentence(hostname, code, isOurOutage), { isOurOutage, cause: error });
}

function sentence(hostname: string, code: string, isOurOutage: boolean): string {
  if (isOurOutage) {
    return `${hostname} could not be looked up: the DNS resolver did not answer.`;
  }
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
