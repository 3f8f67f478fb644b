import { Pause, Play } from "lucide-react";
import { Button } from "#components/ui/button.tsx";

/** Says whether the list listens for what arrives, and stops or starts it. */
export function LiveSwitch({ isLive, onChange }: { isLive: boolean; onChange: (isLive: boolean) => void }) {
  return (
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
  );
}
