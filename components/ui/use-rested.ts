"use client";

import { useEffect, useState } from "react";

/** A value that follows `value` once that has stayed the same for `restMs`: for asking a server while somebody types. */
export function useRested<Value>(value: Value, restMs: number): Value {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), restMs);
    return () => clearTimeout(timer);
  }, [value, restMs]);
  return rested;
}
