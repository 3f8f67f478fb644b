import { visibleText } from "#components/format/visible-text.ts";

/** Text from outside: what is invisible or would rearrange its surroundings is named, and nothing leaks out of it. */
export function ForeignText({ text }: { text: string }) {
  const pieces = visibleText(text);
  // Most text is plain, and large bodies are made of many such pieces.
  if (pieces.every((piece) => piece.kind === "text")) return text;
  let at = 0;
  return (
    <bdi>
      {pieces.map((piece) => {
        const key = at;
        at += 1;
        if (piece.kind === "text") return <span key={key}>{piece.text}</span>;
        return (
          <span
            key={key}
            className="mx-px rounded-sm bg-warn-soft px-0.5 text-2xs text-warn"
            title="Invisible character"
          >
            {piece.name}
          </span>
        );
      })}
    </bdi>
  );
}
