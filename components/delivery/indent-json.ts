/**
 * JSON text with line breaks and two spaces of indent, every token as it was: `1.10`, 20-digit numbers and repeated keys
 * stay, which a parse would lose. Null where the text is no JSON object or array.
 */
export function indentJson(text: string): string | null {
  if (!/^\s*[[{]/.test(text) || !isJson(text)) return null;
  const lines: string[] = [];
  let depth = 0;
  let line = "";
  const breakLine = () => {
    lines.push(line);
    line = "  ".repeat(depth);
  };
  let previous = "";
  for (const [token] of text.matchAll(TOKEN)) {
    if (token === "}" || token === "]") {
      depth -= 1;
      if (previous !== "{" && previous !== "[") breakLine();
    } else if (previous === "{" || previous === "[" || previous === ",") breakLine();
    line += token === ":" ? ": " : token;
    if (token === "{" || token === "[") depth += 1;
    previous = token;
  }
  return [...lines, line].join("\n");
}

// Strings, or single punctuation, or whatever else stands between them: numbers and words.
const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\]:,]|[^\s{}[\]:,"]+/g;

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
