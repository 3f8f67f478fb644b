/** Somebody has turned to a chart: from now on all are ones to point at. */
export function wantLively(): void {
  isWanted = true;
  for (const listen of listeners) listen();
}

export function isLivelyWanted(): boolean {
  return isWanted;
}

export function onLivelyWanted(listen: () => void): () => void {
  listeners.add(listen);
  return () => listeners.delete(listen);
}

const listeners = new Set<() => void>();
let isWanted = false;
