"use client";

import { lazy, Suspense, useSyncExternalStore } from "react";
import { hasToast, onFirstToast } from "./toast.ts";

/** Where results appear that have no place of their own. Raise one with `toast` from `#components/ui/toast.ts`. */
export function Toasts() {
  const isWanted = useSyncExternalStore(onFirstToast, hasToast, neverOnServer);
  return isWanted ? (
    <Suspense>
      <ToastPlace />
    </Suspense>
  ) : null;
}

const ToastPlace = lazy(() => import("./toast-place.tsx").then((module) => ({ default: module.ToastPlace })));

function neverOnServer() {
  return false;
}
