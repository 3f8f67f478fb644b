import { clsx } from "clsx";
import type { ReactNode } from "react";
import { TONES, type Tone } from "#components/state/tone.ts";

/** A short fact on a tinted ground. For states use `StatePill`: it brings word and icon. */
export function Badge({ tone = "neutral", icon, isMono, children, className }: BadgeProps) {
  return (
    <span
      className={clsx(
        "inline-flex h-5 max-w-full items-center gap-1 whitespace-nowrap rounded-sm border px-1.5 text-xs [&_svg]:size-3 [&_svg]:shrink-0",
        tone === "neutral" ? "border-line bg-sunken text-ink-muted" : TONES[tone].pill,
        isMono === true && "font-mono text-2xs",
        className,
      )}
    >
      {icon}
      <span className="truncate">{children}</span>
    </span>
  );
}

type BadgeProps = {
  tone?: Tone | "neutral";
  icon?: ReactNode;
  isMono?: boolean;
  className?: string;
  children: ReactNode;
};
