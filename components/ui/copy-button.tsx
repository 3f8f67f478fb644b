"use client";

import { clsx } from "clsx";
import { Check, Copy, X } from "lucide-react";
import { useState } from "react";
import { Button } from "./button.tsx";
import { copyText } from "./copy-text.ts";

type CopyButtonProps = {
  text: string;
  /** The verb with what it copies: "Copy secret". */
  label?: string;
  /** True: a button with words; else a small icon. */
  isLabelShown?: boolean;
  onCopied?: () => void;
  className?: string;
};

/** Copies, and says that it did. */
export function CopyButton({ text, label = "Copy", isLabelShown = false, onCopied, className }: CopyButtonProps) {
  const [result, setResult] = useState<"copied" | "refused" | null>(null);
  const copy = async () => {
    const isCopied = await copyText(text);
    setResult(isCopied ? "copied" : "refused");
    if (isCopied) onCopied?.();
    setTimeout(() => setResult(null), SHOWN_MS);
  };
  const said = result === "copied" ? "Copied" : result === "refused" ? "Select and copy by hand" : "";
  const icon = <ResultIcon result={result} />;
  return (
    <>
      {isLabelShown ? (
        <Button icon={icon} onClick={() => void copy()} className={className}>
          {said === "" ? label : said}
        </Button>
      ) : (
        <button
          type="button"
          aria-label={label}
          title={label}
          onClick={() => void copy()}
          className={clsx(
            "grid size-6 shrink-0 place-items-center rounded-sm text-ink-faint transition-colors hover:bg-hover hover:text-ink [&_svg]:size-3.5",
            className,
          )}
        >
          {icon}
        </button>
      )}
      <span role="status" className="sr-only">
        {said}
      </span>
    </>
  );
}

const SHOWN_MS = 1_500;

function ResultIcon({ result }: { result: "copied" | "refused" | null }) {
  if (result === "copied") return <Check aria-hidden="true" className="text-ok" />;
  if (result === "refused") return <X aria-hidden="true" className="text-bad" />;
  return <Copy aria-hidden="true" />;
}
