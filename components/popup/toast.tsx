"use client";

import { lazy, Suspense, useSyncExternalStore } from "react";
import type { Toast } from "./toaster.tsx";

type Options = { description?: string | undefined };

/** Raises one. What shows it is loaded with the first; those raised until then wait. */
export const toast = {
  success: (title: string, { description }: Options = {}) => raise({ kind: "success", title, description }),
  error: (title: string, { description }: Options = {}) => raise({ kind: "error", title, description }),
};

/** Where toasts appear. */
export function Toasts() {
  const isWanted = useSyncExternalStore(onFirstToast, hasToast, () => false);
  return isWanted ? (
    <Suspense>
      <Toaster onReady={openToastPlace} />
    </Suspense>
  ) : null;
}

const Toaster = lazy(() => import("./toaster.tsx").then((module) => ({ default: module.Toaster })));

/** From now on toasts are handed to `show`, those that wait first; answers how to close the place again. */
export function openToastPlace(show: (one: Toast) => void): () => void {
  for (const one of waiting.splice(0)) show(one);
  place = show;
  return () => {
    place = null;
  };
}

/** Tells that the first toast is on its way; answers how to stop listening. */
export function onFirstToast(listen: () => void): () => void {
  listeners.add(listen);
  return () => listeners.delete(listen);
}

/** Whether any toast was raised since the page was loaded. */
export function hasToast(): boolean {
  return isWanted;
}

const listeners = new Set<() => void>();
const waiting: Toast[] = [];
let isWanted = false;
let place: ((one: Toast) => void) | null = null;

function raise(one: Toast): void {
  if (place !== null) {
    place(one);
    return;
  }
  waiting.push(one);
  isWanted = true;
  for (const listen of listeners) listen();
}
