/** Puts text on the clipboard; false when the browser refuses. Works on plain http too, where self-hosters may be. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

// navigator.clipboard exists on https and localhost only; the old command works everywhere.
function copyBySelection(text: string) {
  const area = document.createElement("textarea");
  area.value = text;
  area.className = "sr-only";
  const host = document.activeElement?.closest("[role=dialog]") ?? document.body;
  host.append(area);
  area.select();
  const isCopied = document.execCommand("copy");
  area.remove();
  return isCopied;
}
