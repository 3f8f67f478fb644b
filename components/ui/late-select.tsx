"use client";

import { type ComponentProps, lazy, Suspense } from "react";
import { Skeleton } from "./skeleton.tsx";

const Select = lazy(() => import("./select.tsx").then((module) => ({ default: module.Select })));

/** A `Select` whose code comes when it is first on the page: for dialogs, and for parts that are seldom shown. */
export function LateSelect(props: ComponentProps<typeof Select>) {
  return (
    <Suspense fallback={<Skeleton className="h-8 w-24" />}>
      <Select {...props} />
    </Suspense>
  );
}
