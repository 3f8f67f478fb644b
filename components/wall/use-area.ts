import { useSyncExternalStore } from "react";
import type { Area } from "./wall-layout.ts";

/** What the header and the margins take of a 1080p screen, in px. */
const HEADER_HEIGHT = 132;
const MARGIN = 24;

/** The room for tiles, measured again whenever the window changes. The server, which has no window, assumes 1080p. */
export function useArea(): Area & { isSmall: boolean } {
  const size = useSyncExternalStore(
    subscribe,
    () => `${window.innerWidth}x${window.innerHeight}`,
    () => "1920x1080",
  );
  const [width = 1920, height = 1080] = size.split("x").map(Number);
  const unit = Math.min(width / 1920, height / 1080);
  return {
    width: width - 2 * MARGIN * unit,
    height: height - (HEADER_HEIGHT + MARGIN) * unit,
    unit,
    isSmall: width < SMALL_WIDTH,
  };
}

/** Below this it is no wall but a phone or a window at the side: tiles stand in a list that scrolls. */
const SMALL_WIDTH = 900;

function subscribe(listener: () => void) {
  window.addEventListener("resize", listener);
  return () => window.removeEventListener("resize", listener);
}
