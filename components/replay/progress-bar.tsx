import { clsx } from "clsx";

/** How far something has come, 0–1, as a bar with a name. Quiet once it no longer moves. */
export function ProgressBar({ label, share, isMoving }: { label: string; share: number; isMoving: boolean }) {
  const percent = Math.floor(share * 100);
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      className="h-1.5 overflow-hidden rounded-full bg-line"
    >
      <div
        style={{ width: `${share * 100}%` }}
        className={clsx(
          "h-full rounded-full transition-[width] duration-150",
          isMoving ? "bg-accent-solid" : "bg-ink-faint",
        )}
      />
    </div>
  );
}
