/** A run of plain text, or one character that would be invisible or would rearrange its neighbours, by its name. */
export type TextPiece = { kind: "text"; text: string } | { kind: "mark"; name: string };

/**
 * Foreign text made safe to look at: control characters (but tab and line ends), escape codes, direction overrides and
 * zero-width characters become marks. At most `MARKS_MAX` marks are made; what follows keeps its text without them.
 */
export function visibleText(text: string): TextPiece[] {
  const pieces: TextPiece[] = [];
  let from = 0;
  let marks = 0;
  for (const match of text.matchAll(HIDDEN)) {
    if (marks === MARKS_MAX) break;
    marks += 1;
    if (match.index > from) pieces.push({ kind: "text", text: text.slice(from, match.index) });
    pieces.push({ kind: "mark", name: markName(match[0]) });
    from = match.index + match[0].length;
  }
  if (from < text.length) {
    const rest = text.slice(from);
    pieces.push({ kind: "text", text: marks === MARKS_MAX ? rest.replace(HIDDEN, "�") : rest });
  }
  return pieces;
}

/** Each mark is an element on the page: a hostile body of 64 KiB of NULs must not become 65,536 of them. */
export const MARKS_MAX = 500;

// C0 and C1 controls without tab, LF and CR before LF; soft hyphen; zero-width and direction marks; line separators;
// word joiner and invisible operators; isolates; byte order mark; tags.
const HIDDEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it looks for.
  /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]|\r(?!\n)|[\u{e0000}-\u{e007f}]/gu;

const NAMES: Record<number, string> = { 0: "NUL", 7: "BEL", 8: "BS", 13: "CR", 27: "ESC", 127: "DEL" };

function markName(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return NAMES[code] ?? `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
}
