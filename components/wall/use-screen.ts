import { useEffect, useState } from "react";

/** Keeps the screen awake while the page is in sight, where the browser can. */
export function useWakeLock(): void {
  useEffect(() => {
    let lock: WakeLockSentinel | undefined;
    let isGone = false;
    const ask = async () => {
      if (document.visibilityState !== "visible" || !("wakeLock" in navigator)) return;
      // Refused on battery or without https: the screen then sleeps as it always did.
      const got = await navigator.wakeLock.request("screen").catch(() => undefined);
      if (isGone) await got?.release();
      else lock = got;
    };
    const onVisible = () => void ask();
    onVisible();
    document.addEventListener("visibilitychange", onVisible);
    return () => {
      isGone = true;
      document.removeEventListener("visibilitychange", onVisible);
      void lock?.release();
    };
  }, []);
}

/** True once the pointer has rested for 3 s. */
export function useRestingPointer(): boolean {
  const [isResting, setIsResting] = useState(false);
  useEffect(() => {
    let timer = setTimeout(() => setIsResting(true), REST_MS);
    const onMove = () => {
      clearTimeout(timer);
      setIsResting(false);
      timer = setTimeout(() => setIsResting(true), REST_MS);
    };
    document.addEventListener("pointermove", onMove);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("pointermove", onMove);
    };
  }, []);
  return isResting;
}

const REST_MS = 3_000;
