import { useSyncExternalStore } from "react";

/** False in the server's HTML and the first render in the browser, true from then on. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => true,
    () => false,
  );
}

function subscribe() {
  return () => undefined;
}
