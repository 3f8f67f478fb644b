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
export function refuseName(hostname: string): string | null {
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
