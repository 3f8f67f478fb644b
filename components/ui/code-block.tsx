import { CodeFrame } from "./code-frame.tsx";
import { type CodeLanguage, highlight } from "./highlight.ts";

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
