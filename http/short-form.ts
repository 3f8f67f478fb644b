/** The nouns that live in an app. Their short paths, `/api/v1/endpoints`, leave the app out. */
const APP_NOUNS = [
  "api-keys",
  "audit-log",
  "deliveries",
  "endpoints",
  "event-types",
  "events",
  "health",
  "replays",
  "sources",
];

/** Short paths lead to the canonical ones, with `~` for the app that was left out (see DEFAULT_APP in route.ts). */
export const SHORT_FORM_REWRITES = [
  {
    source: `/api/v1/:noun(${APP_NOUNS.join("|")})/:path*`,
    destination: "/api/v1/apps/~/:noun/:path*",
  },
];

const CANONICAL = /^\/api\/v1\/apps\/(?:\{app\}|\[app\])\/([\w-]+)(.*)$/;

/** The short path that leads to a canonical one, or null where there is none. */
export function shortFormOf(path: string): string | null {
  const [, noun = "", rest = ""] = CANONICAL.exec(path) ?? [];
  return APP_NOUNS.includes(noun) ? `/api/v1/${noun}${rest}` : null;
}

/** The canonical path behind a short one, or null where a path is canonical itself. */
export function canonicalFormOf(path: string): string | null {
  const [, noun = "", rest = ""] = /^\/api\/v1\/([\w-]+)(.*)$/.exec(path) ?? [];
  return APP_NOUNS.includes(noun) ? `/api/v1/apps/{app}/${noun}${rest}` : null;
}
