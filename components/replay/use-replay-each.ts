import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import type { ReplayAction } from "#components/delivery/replay-button.tsx";
import { usePlace } from "#components/place/place-context.tsx";
import { runAction } from "#components/query/run-action.ts";

/** How far a replay of chosen rows has come; `refusals` are the sentences of those that were not replayed. */
export type EachProgress = { total: number; replayed: number; refusals: readonly string[]; isRunning: boolean };

/** Replays deliveries one after the other, each by its own request; stops after the one under way when told to. */
export function useReplayEach(replay: ReplayAction) {
  const place = usePlace();
  const queryClient = useQueryClient();
  const [progress, setProgress] = useState<EachProgress | null>(null);
  const isStopped = useRef(false);
  const run = async (deliveries: readonly { id: string; force: boolean }[]) => {
    isStopped.current = false;
    let now: EachProgress = { total: deliveries.length, replayed: 0, refusals: [], isRunning: true };
    setProgress(now);
    for (const delivery of deliveries) {
      if (isStopped.current) break;
      const outcome = await runAction(replay(place, delivery));
      now = outcome.ok
        ? { ...now, replayed: now.replayed + 1 }
        : { ...now, refusals: [...now.refusals, outcome.refusal.detail] };
      setProgress(now);
    }
    setProgress({ ...now, isRunning: false });
    await queryClient.invalidateQueries({ queryKey: ["deliveries"] });
  };
  const stop = () => {
    isStopped.current = true;
  };
  return { progress, run, stop };
}
