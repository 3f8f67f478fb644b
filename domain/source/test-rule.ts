/** The rule that sources of kind `hmac` have in tests. */
export const TEST_RULE = { header: "x-acme-proof", algorithm: "sha512", encoding: "base64", prefix: "v=" } as const;
