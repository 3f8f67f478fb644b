"use client";

import { clsx } from "clsx";
import { Check, Copy, X } from "lucide-react";
import { useState } from "react";
import { Button } from "./button.tsx";

type CopyButtonProps = {
  text: string;
  /** The verb with what it copies: "Copy secret". */
  label?: string;
  /** True: a button with words; else a small icon. */
  isLabelShown?: boolean;
  className?: string;
};

/** Copies, and says that it did. */
export function CopyButton({ text, label = "Copy", isLabelShown = false, className }: CopyButtonProps) {
  const [result, setResult] = useState<"copied" | "refused" | null>(null);
  const copy = async () => {
    setResult((await copyText(text)) ? "copied" : "refused");
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
