import { clsx } from "clsx";
import Link from "next/link";
import type { ReactNode } from "react";
import { TONES, type Tone } from "#components/state/tone.ts";

type StatCardProps = {
  label: string;
  value: ReactNode;
  /** One quiet line: what it is compared with, or of what it is a part. */
  detail?: ReactNode;
  /** Colours the figure when it asks for attention. */
  tone?: Tone | undefined;
  /** A `Sparkline`. */
  trend?: ReactNode;
  href?: string;
};

/** One figure that answers one question. */
export function StatCard({ label, value, detail, tone, trend, href }: StatCardProps) {
  return (
    <div
      className={clsx(
        "@container relative grid min-w-0 content-start gap-0.5 rounded-lg border border-line bg-surface px-4 py-3",
        href !== undefined && "transition-colors hover:border-line-strong hover:bg-hover",
      )}
    >
      <p className="truncate text-ink-muted text-sm">
        {href === undefined ? (
          label
        ) : (
          <Link
            href={href}
            className="outline-none after:absolute after:inset-0 after:rounded-lg focus-visible:after:outline-2 focus-visible:after:outline-focus"
          >
            {label}
          </Link>
        )}
      </p>
      <div className="flex min-w-0 items-end justify-between gap-3">
        <p className={clsx("truncate font-medium text-figure tabular-nums", tone !== undefined && TONES[tone].text)}>
          {value}
        </p>
        {trend === undefined ? null : <div className="hidden pb-1 @min-[11rem]:block">{trend}</div>}
      </div>
      {detail === undefined ? null : <p className="truncate text-ink-faint text-xs">{detail}</p>}
    </div>
  );
}

/** The row that figures stand in: two beside each other on phones, four on wide screens. */
export function StatRow({ children }: { children: ReactNode }) {
  return <div className="grid grid-cols-2 gap-3 lg:grid-cols-[repeat(auto-fit,minmax(12rem,1fr))]">{children}</div>;
}
