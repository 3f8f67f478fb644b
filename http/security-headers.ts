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
