import { clsx } from "clsx";
import type { ReactNode } from "react";
import { Prefetched, type PrefetchedQuery } from "#components/query/prefetched.tsx";

type PageProps = {
  /** Settings and long forms are narrow; the log takes all there is. */
  width?: "narrow" | "normal" | "wide";
  /** What its client components have read already. */
  queries?: readonly PrefetchedQuery[];
  children: ReactNode;
};

/** A page's content. */
export function Page({ width = "normal", queries = [], children }: PageProps) {
  return (
    <div className={clsx("mx-auto grid grid-cols-1 gap-5", WIDTHS[width])}>
      <Prefetched queries={queries}>{children}</Prefetched>
    </div>
  );
}

const WIDTHS = { narrow: "max-w-208", normal: "max-w-360", wide: "" };
