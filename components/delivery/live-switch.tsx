import { Pause, Play } from "lucide-react";
import { StaleBadge } from "#components/query/stale-badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Spinner } from "#components/ui/spinner.tsx";

type LiveSwitchProps = {
  isLive: boolean;
  /** True while other rows are on their way. */
  isBusy: boolean;
  /** Why the list is not up to date; null while it is. */
  error: Error | null;
  onChange: (isLive: boolean) => void;
};

/** Says whether the list listens for what arrives, and stops or starts it. */
export function LiveSwitch(props: LiveSwitchProps) {
  const { isLive, isBusy, error, onChange } = props;
  return (
    <>
      <StaleBadge error={error} />
      {isBusy ? <Spinner /> : null}
      <Button
        size="sm"
        variant="ghost"
        aria-pressed={isLive}
        aria-label={isLive ? "Live. Press to pause" : "Paused. Press to go live"}
        icon={isLive ? <Pause /> : <Play />}
        onClick={() => onChange(!isLive)}
      >
        {isLive ? (
          <>
            <span aria-hidden="true" className="size-1.5 rounded-full bg-ok-solid" />
            Live
          </>
        ) : (
          "Paused"
        )}
      </Button>
    </>
  );
}
