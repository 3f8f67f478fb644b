import type { ReactNode } from "react";

/** Text with blank lines between paragraphs, `code` and **words that stand out**: what descriptions are written in. */
export function Prose({ text }: { text: string }) {
  return (
    <div className="grid max-w-prose gap-2 text-pretty">
      {text.split("\n\n").map((paragraph) => (
        <p key={paragraph}>
          <Inline text={paragraph} />
        </p>
      ))}
    </div>
  );
}

/** The same without paragraphs. */
export function Inline({ text }: { text: string }) {
  return pieces(text).map(({ at, node }) => <span key={at}>{node}</span>);
}

function pieces(text: string): { at: number; node: ReactNode }[] {
  return [...text.matchAll(/`([^`]+)`|\*\*([^*]+)\*\*|[^`*]+|[`*]/g)].map(({ 0: whole, 1: code, 2: bold, index }) => ({
    at: index,
    node: code ? <Code>{code}</Code> : bold ? <strong className="font-semibold">{bold}</strong> : whole,
  }));
}

function Code({ children }: { children: ReactNode }) {
  return <code className="rounded-sm bg-sunken px-1 py-0.5 font-mono text-xs wrap-anywhere">{children}</code>;
}
