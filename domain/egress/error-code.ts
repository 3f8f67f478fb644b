/** The `code` that Node and undici put on their errors ("ECONNRESET"); an empty string where there is none. */
export function errorCode(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}
