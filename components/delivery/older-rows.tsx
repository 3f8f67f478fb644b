import { formatNumber } from "#components/format/number.ts";
import { Button } from "#components/ui/button.tsx";

type OlderRowsProps = {
  shownCount: number;
  hasOlder: boolean;
  isLoading: boolean;
  /** Why older rows did not come; then only the button asks again. */
  error: Error | null;
  onLoad: () => void;
};

/** The foot of a list: brings older rows by itself when it comes near, by its button otherwise. */
export function OlderRows({ shownCount, hasOlder, isLoading, error, onLoad }: OlderRowsProps) {
  if (!hasOlder) return <p className="text-center text-ink-faint text-sm">That is all there is.</p>;
  const loadWhenNear = (foot: HTMLElement | null) => {
    if (foot === null || error !== null || isLoading) return;
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && onLoad(), { rootMargin: NEAR });
    observer.observe(foot);
    return () => observer.disconnect();
  };
  return (
    <div ref={loadWhenNear} className="grid justify-items-center gap-1.5">
      {error === null ? null : <p className="text-bad text-sm">Older rows could not be loaded. {error.message}</p>}
      <Button isPending={isLoading} pendingLabel="Loading…" onClick={onLoad}>
        {error === null ? "Load older" : "Try again"}
      </Button>
      <p role="status" className="text-ink-faint text-xs tabular-nums">
        {formatNumber(shownCount)} shown
      </p>
    </div>
  );
}

const NEAR = "600px";
