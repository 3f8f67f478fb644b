/** Next calls this once in each server process, before its first request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { stampPeerAddresses } = await import("#http/client-ip.ts");
  stampPeerAddresses();
  const { keepDocumentResponses } = await import("#http/document-status.ts");
  keepDocumentResponses();
  if (process.env.NODE_ENV !== "production") return;
  const { logConsoleErrors } = await import("#http/log-console-errors.ts");
  logConsoleErrors();
}
