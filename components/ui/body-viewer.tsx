"use client";

import { useMemo, useState } from "react";
import { type JsonPiece, jsonPieces, prettyJson } from "#components/format/json.ts";
import { CodeFrame } from "./code-frame.tsx";
import { ForeignText } from "./foreign-text.tsx";
import { Segmented } from "./segmented.tsx";

/** A body, exactly as sent or received: JSON indented and coloured, or raw. `note` says content type and size. */
export function BodyViewer({ label, text, note }: { label: string; text: string; note: string }) {
  const [view, setView] = useState<"pretty" | "raw">("pretty");
  const pretty = useMemo(() => prettyJson(text), [text]);
  const isPretty = view === "pretty" && pretty !== null;
  return (
    <CodeFrame
      label={label}
      note={note}
      copyText={text}
      isWrapped
      actions={
        pretty === null ? undefined : (
          <Segmented
            label={`View of ${label.toLowerCase()}`}
            options={VIEWS}
            value={view}
            onValueChange={setView}
            className="h-6"
          />
        )
      }
    >
      {text === "" ? (
        <span className="text-ink-faint">Empty</span>
      ) : isPretty ? (
        <Pretty text={pretty} />
      ) : (
        <ForeignText text={text} />
      )}
    </CodeFrame>
  );
}

const VIEWS = [
  { value: "pretty", label: "Pretty" },
  { value: "raw", label: "Raw" },
] as const;

const COLOURED_CHARACTERS_MAX = 60_000;

const KIND_CLASS: Record<JsonPiece["kind"], string | undefined> = {
  key: undefined,
  string: "text-code-string",
  number: "text-code-number",
  literal: "text-code-keyword",
  plain: "text-ink-muted",
};

function Pretty({ text }: { text: string }) {
  if (text.length > COLOURED_CHARACTERS_MAX) return <ForeignText text={text} />;
  let at = 0;
  return jsonPieces(text).map((piece) => {
    const key = at;
    at += piece.text.length;
    return (
      <span key={key} className={KIND_CLASS[piece.kind]}>
        {piece.kind === "string" || piece.kind === "key" ? <ForeignText text={piece.text} /> : piece.text}
      </span>
    );
  });
}
