/**
 * JSON text with two-space indent, or null when it is no JSON. Works on the text itself, so that what the receiver
 * got stays what is shown: long numbers keep their digits and repeated keys stay.
 */
export function prettyJson(text: string): string | null {
  if (!isJson(text)) return null;
  let depth = 0;
  let before = "";
  let out = "";
  for (const [token] of text.matchAll(TOKEN)) {
    if (token === "}" || token === "]") {
      depth -= 1;
      out += before === "{" || before === "[" ? token : `\n${"  ".repeat(depth)}${token}`;
    } else {
      if (before === "{" || before === "[" || before === ",") out += `\n${"  ".repeat(depth)}`;
      out += token === ":" ? ": " : token;
      if (token === "{" || token === "[") depth += 1;
    }
    before = token;
  }
  return out;
}

export type JsonPiece = { text: string; kind: "key" | "string" | "number" | "literal" | "plain" };

/** Pretty JSON cut into pieces that can be coloured; joined they are the text again. */
export function jsonPieces(pretty: string): JsonPiece[] {
  return [...pretty.matchAll(PIECE)].map(([text]) => ({ text, kind: pieceKind(text) }));
}

const STRING = String.raw`"[^"\\]*(?:\\.[^"\\]*)*"`;
const TOKEN = new RegExp(String.raw`${STRING}|[{}[\],:]|[^\s{}[\],:"]+`, "gs");
const PIECE = new RegExp(String.raw`${STRING}:?|-?\d[\d.eE+-]*|true|false|null|[^"\dtfn-]+|.`, "gs");

function pieceKind(text: string): JsonPiece["kind"] {
  if (text.startsWith('"')) return text.endsWith(":") ? "key" : "string";
  if (/^-?\d/.test(text)) return "number";
  return text === "true" || text === "false" || text === "null" ? "literal" : "plain";
}

function isJson(text: string) {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
