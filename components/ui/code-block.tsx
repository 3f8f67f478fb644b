import { createCssVariablesTheme, createHighlighterCore, type HighlighterCore } from "shiki/core";
import { createJavaScriptRegexEngine } from "shiki/engine/javascript";
import { CodeFrame } from "./code-frame.tsx";

type CodeLanguage = "json" | "bash" | "javascript" | "python" | "go" | "ruby" | "php" | "java" | "text";

type CodeBlockProps = {
  code: string;
  language: CodeLanguage;
  label: string;
  note?: string;
  isWrapped?: boolean;
  className?: string;
};

/** Code, coloured on the server: no script goes to the browser for it. Hand it to client components as a child. */
export async function CodeBlock({ code, language, ...frame }: CodeBlockProps) {
  const lines = await highlight(code, language);
  return (
    <CodeFrame {...frame} copyText={code}>
      {lines.map((line) => (
        <span key={line.at}>
          {line.pieces.map((piece) => (
            <span key={piece.at} className={piece.className}>
              {piece.text}
            </span>
          ))}
          {"\n"}
        </span>
      ))}
    </CodeFrame>
  );
}

type CodeLine = { at: number; pieces: { at: number; text: string; className: string | undefined }[] };

/** Code cut into lines of pieces with a class each; `at` is the offset, good as a key. Long code stays plain. */
async function highlight(code: string, language: CodeLanguage): Promise<CodeLine[]> {
  if (language === "text" || code.length > HIGHLIGHTED_CHARACTERS_MAX) return plainLines(code);
  const highlighter = await getHighlighter();
  const lines = highlighter.codeToTokensBase(code, { lang: language, theme: "posthouse" });
  return lines.map((tokens, index) => ({
    at: tokens[0]?.offset ?? -index,
    pieces: tokens.map((token) => ({ at: token.offset, text: token.content, className: CLASSES[token.color ?? ""] })),
  }));
}

const HIGHLIGHTED_CHARACTERS_MAX = 60_000;

// The theme names variables where others have colours; they become our classes, so that no inline style is needed.
const theme = createCssVariablesTheme({ name: "posthouse", variablePrefix: "--", fontStyle: false });

const CLASSES: Record<string, string> = {
  "var(--token-comment)": "text-ink-faint",
  "var(--token-string)": "text-code-string",
  "var(--token-string-expression)": "text-code-string",
  "var(--token-constant)": "text-code-number",
  "var(--token-keyword)": "text-code-keyword",
  "var(--token-punctuation)": "text-ink-muted",
  "var(--token-link)": "text-code-string",
};

let highlighter: Promise<HighlighterCore> | undefined;

function getHighlighter() {
  highlighter ??= createHighlighterCore({
    themes: [theme],
    langs: [
      import("shiki/langs/json.mjs"),
      import("shiki/langs/bash.mjs"),
      import("shiki/langs/javascript.mjs"),
      import("shiki/langs/python.mjs"),
      import("shiki/langs/go.mjs"),
      import("shiki/langs/ruby.mjs"),
      import("shiki/langs/php.mjs"),
      import("shiki/langs/java.mjs"),
    ],
    engine: createJavaScriptRegexEngine({ forgiving: true }),
  });
  return highlighter;
}

function plainLines(code: string): CodeLine[] {
  let at = 0;
  return code.split("\n").map((text) => {
    const line = { at, pieces: [{ at, text, className: undefined }] };
    at += text.length + 1;
    return line;
  });
}
