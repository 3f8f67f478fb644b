import { lazy } from "react";
import type { PARTS } from "./parts.ts";

/** One of the parts that popups are made of. They come together, as one chunk, when the first of them is wanted. */
export function late<Name extends keyof Parts>(name: Name) {
  return lazy<Parts[Name]>(async () => ({ default: (await load())[name] }));
}

/** Loads them before one is wanted: somebody is near, or one that fails to come would cost something. */
export function preloadPopups(): void {
  // Whoever opens one asks again, and then sees the failure.
  load().catch(() => {});
}

type Parts = typeof PARTS;

async function load(): Promise<Parts> {
  return (await import("./parts.ts")).PARTS;
}
