/**
 * The Content-Security-Policy of a page. Scripts run only with this request's nonce, or when such a script loads them.
 * `isHttps`: whether browsers reach us over https. `isDev` opens what Next's development server needs.
 */
export function contentSecurityPolicy(nonce: string, { isHttps, isDev }: { isHttps: boolean; isDev: boolean }): string {
  const directives: Record<string, string> = {
    "default-src": "'self'",
    "script-src": `'self' 'nonce-${nonce}' 'strict-dynamic'${isDev ? " 'unsafe-eval'" : ""}`,
    "style-src": isDev
      ? "'self' 'unsafe-inline'"
      : `'self' 'nonce-${nonce}' '${TOAST_STYLE_HASH}' '${EMPTY_STYLE_HASH}'`,
    // Positions and chart sizes are style attributes in the server's HTML; an attribute can load and run nothing.
    "style-src-attr": "'unsafe-inline'",
    "img-src": "'self' blob: data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "object-src": "'none'",
    "frame-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    ...(isHttps ? { "upgrade-insecure-requests": "" } : {}),
  };
  return Object.entries(directives)
    .map(([name, value]) => `${name} ${value}`.trim())
    .join("; ");
}

/** The one style element that a library (sonner) writes without a nonce; the test renews it with the library. */
export const TOAST_STYLE_HASH = "sha256-StEaX+se6YS7pqjzrzMIA0KaX9zF/8zAhvQXZAe5epY=";

/** The toast library hangs its style into the page while it is still empty, which browsers judge too. */
export const EMPTY_STYLE_HASH = "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

/**
 * Headers that every answer carries, page, API or file. A policy of its own stands on pages (proxy.ts); browsers ignore
 * HSTS on plain http, so it can always be sent. `same-origin` keeps Origin on our own forms, which the CSRF check needs.
 */
export const SECURITY_HEADERS: readonly { key: string; value: string }[] = [
  { key: "strict-transport-security", value: "max-age=31536000" },
  { key: "x-content-type-options", value: "nosniff" },
  { key: "x-frame-options", value: "DENY" },
  { key: "referrer-policy", value: "same-origin" },
  { key: "permissions-policy", value: "camera=(), geolocation=(), microphone=(), payment=(), usb=()" },
  { key: "cross-origin-opener-policy", value: "same-origin" },
];

/** What API answers carry besides: they are never documents. */
export const API_SECURITY_HEADERS: readonly { key: string; value: string }[] = [
  { key: "content-security-policy", value: "default-src 'none'; frame-ancestors 'none'" },
];
