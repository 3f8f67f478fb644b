import { formatDuration } from "#components/format/duration.ts";
import { formatNumber } from "#components/format/number.ts";
import { formatPercent } from "#components/format/percent.ts";
import type { Tone } from "#components/state/tone.ts";
import { Time } from "#components/time/time.tsx";
import { Duration } from "#components/ui/duration.tsx";
import { StatCard, StatRow } from "#components/ui/stat-card.tsx";
import type { Endpoint } from "#domain/endpoint/schema.ts";

/** The endpoint's health in four figures: how much, how fast, what went wrong in a row, what came last. */
export function EndpointFigures({ endpoint }: { endpoint: Pick<Endpoint, "health" | "lastStatus"> }) {
  const { health, lastStatus } = endpoint;
  const { successRate24h, consecutiveFailures, p50ResponseTime, avgResponseTime, lastSuccessAt } = health;
  return (
    <StatRow>
      <StatCard
        label="Success, 24 h"
        value={formatPercent(successRate24h)}
        detail="of the attempts"
        {...toned(successRate24h !== null && successRate24h < 0.95, "bad")}
      />
      <StatCard
        label="p95, 24 h"
        value={<Duration ms={health.p95ResponseTime} />}
        detail={`median ${formatDuration(p50ResponseTime)}, average ${formatDuration(avgResponseTime)}`}
      />
      <StatCard
        label="Failures in a row"
        value={formatNumber(consecutiveFailures)}
        detail={
          <>
            last success <Time at={lastSuccessAt} empty="never" isFocusable />
          </>
        }
        {...toned(consecutiveFailures > 0, "bad")}
      />
      <StatCard
        label="Last answer"
        value={lastStatus === null ? "–" : (lastStatus.code ?? "None")}
        detail={<Time at={lastStatus?.timestamp} empty="nothing sent yet" isFocusable />}
      />
    </StatRow>
  );
}

function toned(isToned: boolean, tone: Tone): { tone?: Tone } {
  return isToned ? { tone } : {};
}
