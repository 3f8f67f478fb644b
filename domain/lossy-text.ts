/** Bytes as text to look at: what is no UTF-8 appears as U+FFFD, a byte order mark stays. */
export function lossyText(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
