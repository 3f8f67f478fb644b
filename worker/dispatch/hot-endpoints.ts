/** The endpoints that may have something due, in the order of their turn. */
export type HotEndpoints = {
  mark: (endpointIds: Iterable<string>) => void;
  /** Takes the next ones out; who finds more to do there marks them again. */
  take: (count: number) => string[];
  size: () => number;
};

export function createHotEndpoints(): HotEndpoints {
  // A Set keeps the order in which its members came: the first is the one that has waited longest.
  const waiting = new Set<string>();
  return {
    mark: (endpointIds) => {
      for (const id of endpointIds) waiting.add(id);
    },
    take: (count) => {
      const taken = [...waiting].slice(0, count);
      for (const id of taken) waiting.delete(id);
      return taken;
    },
    size: () => waiting.size,
  };
}
