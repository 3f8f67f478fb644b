import { type EndpointState, endpointState } from "#components/state/state.ts";
import type { EndpointGlance } from "#domain/wall/schema.ts";

/** An endpoint as a wall shows it, its status and health made one state. */
export type Shown = EndpointGlance & { shown: EndpointState };

/** From what needs somebody most to what needs nobody. */
export const SEVERITY = [
  "failing",
  "suspended",
  "degraded",
  "paused",
  "healthy",
  "idle",
  "inactive",
] as const satisfies readonly EndpointState[];

const TROUBLE: ReadonlySet<EndpointState> = new Set(["failing", "suspended", "degraded"]);

/** Worst first; those in the same state keep the order they came in, so that a tile only moves when its state does. */
export function worstFirst(endpoints: readonly EndpointGlance[]): Shown[] {
  const shown = endpoints.map((one) => ({ ...one, shown: endpointState(one.status, one.state) }));
  return SEVERITY.flatMap((state) => shown.filter((one) => one.shown === state));
}

export function isTroubled({ shown }: Shown): boolean {
  return TROUBLE.has(shown);
}

/** How many endpoints are in each state that any is in, worst first. */
export function stateCounts(endpoints: readonly Shown[]): { state: EndpointState; count: number }[] {
  return SEVERITY.map((state) => ({ state, count: endpoints.filter(({ shown }) => shown === state).length })).filter(
    ({ count }) => count > 0,
  );
}
