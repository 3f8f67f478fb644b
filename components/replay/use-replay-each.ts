import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import type { ReplayAction } from "#components/delivery/replay-button.tsx";
import { useOperation } from "#components/form/use-operation.ts";
import { usePlace } from "#components/place/place-context.tsx";

/** How far a replay of chosen rows has come; `refusals` are the sentences of those that were not replayed. */
export type EachProgress = { total: number; replayed: number; refusals: readonly string[]; isRunning: boolean };

/** Replays deliveries one after the other, each by its own request; stops after the one under way when told to. */
export function useReplayEach(replay: ReplayAction) {
  const place = usePlace();
  const queryClient = useQueryClient();
  const operation = useOperation((delivery: { id: string; force: boolean }) => replay(place, delivery));
  const [progress, setProgress] = useState<EachProgress | null>(null);
  const isStopped = useRef(false);
  const run = async (deliveries: readonly { id: string; force: boolean }[]) => {
    isStopped.current = false;
    let now: EachProgress = { total: deliveries.length, replayed: 0, refusals: [], isRunning: true };
    setProgress(now);
    for (const delivery of deliveries) {
      if (isStopped.current) break;
      const refusal = await operation.run(delivery);
      now =
        refusal === null
          ? { ...now, replayed: now.replayed + 1 }
          : { ...now, refusals: [...now.refusals, refusal.message] };
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
