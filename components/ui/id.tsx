import { clsx } from "clsx";
import Link from "next/link";
import { shortenId } from "#components/format/short-id.ts";
import { CopyButton } from "./copy-button.tsx";

type IdProps = {
  id: string;
  href?: string;
  /** Whole instead of shortened in the middle. */
  isWhole?: boolean;
  className?: string;
};

/** An id: mono, shortened in the middle, copied with the button that appears beside it. */
export function Id({ id, href, isWhole = false, className }: IdProps) {
  const text = isWhole ? id : shortenId(id);
  const look = clsx("font-mono text-xs", isWhole && "wrap-anywhere");
  return (
    <span className={clsx("group/id relative z-1 inline-flex min-w-0 items-center gap-0.5 align-middle", className)}>
      {href === undefined ? (
        <span title={id} className={clsx(look, "text-ink-muted")}>
          {text}
        </span>
      ) : (
        <Link
          href={href}
          title={id}
          className={clsx(look, "rounded-sm text-accent underline-offset-2 hover:underline")}
        >
          {text}
        </Link>
      )}
      <CopyButton
        text={id}
        label={`Copy ${id}`}
        className="-my-1 pointer-fine:opacity-0 transition-opacity focus-visible:opacity-100 group-focus-within/id:opacity-100 group-hover/id:opacity-100 print:hidden"
      />
    </span>
  );
}
