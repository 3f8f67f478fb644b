/**
 * Where to go after signing in: the path inside `wanted` when it is one of ours, else `/`. Takes a path or an address of
 * our own origin; anything that a browser could read as another host is refused.
 */
export function returnPath(wanted: string | null | undefined, ownOrigin: string): string {
  if (!wanted || wanted.length > PATH_LENGTH_MAX || !URL.canParse(wanted, ownOrigin)) return HOME;
  const url = new URL(wanted, ownOrigin);
  if (url.origin !== new URL(ownOrigin).origin) return HOME;
  const path = `${url.pathname}${url.search}`;
  return path.startsWith("//") || path.startsWith("/login") || path.startsWith("/api/") ? HOME : path;
}

const HOME = "/";
const PATH_LENGTH_MAX = 2000;
