import type { ChartMark } from "#components/chart/series.ts";
import type { Change } from "#domain/health/schema.ts";
import { changeWords } from "./change-words.ts";
import { endpointName } from "./endpoint-name.ts";

/** What was done and may explain a chart, in words. `isNamed`: the chart is about several endpoints. */
export function chartMarks(changes: readonly Change[], { isNamed }: { isNamed: boolean }): ChartMark[] {
  return changes.map((change) => ({ at: change.at, label: markLabel(change, isNamed) }));
}

function markLabel(change: Change, isNamed: boolean): string {
  const { action, actorName, endpoint } = change;
  const did = `${actorName} ${changeWords(change)}`;
  return isNamed && action !== "app.update"
    ? `${endpoint === null ? "An endpoint that is gone" : endpointName(endpoint)}: ${did}`
    : did;
}
