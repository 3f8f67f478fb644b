import { ERROR_WORDS } from "#components/delivery/failure-words.ts";
import { STATES } from "#components/state/state.ts";
import { rangeWords } from "#components/time/words.ts";
import type { JobFilter } from "./job-filter.ts";

/** A job's filter in words, one part for each field: `Failed or dead letter`, `to Warehouse`, `since 21 Nov 14:05`. */
export function filterWords(
  filter: JobFilter,
  { endpointNames, timeZone }: { endpointNames: ReadonlyMap<string, string>; timeZone: string },
): string[] {
  const { status, eventType, endpointId, responseCode, error, after = null, before = null } = filter;
  const states = status.map((one, at) => (at === 0 ? STATES[one].word : STATES[one].word.toLowerCase()));
  const range = rangeWords({ after, before }, timeZone);
  return [
    states.join(" or "),
    ...(eventType === undefined ? [] : [eventType.join(" or ")]),
    ...(endpointId === undefined ? [] : [`to ${endpointNames.get(endpointId) ?? endpointId}`]),
    ...(responseCode === undefined ? [] : [`answered ${responseCode}`]),
    ...(error === undefined ? [] : [ERROR_WORDS[error]]),
    ...(range === null ? [] : [range]),
  ];
}
