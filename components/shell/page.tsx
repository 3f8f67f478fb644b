import { clsx } from "clsx";
import type { ReactNode } from "react";

/** A page's content: 1,440 px wide at most; the log takes all there is. */
export function Page({
  isWide = false,
  className,
  children,
}: {
  isWide?: boolean;
  className?: string;
  children: ReactNode;
}) {
  return <div className={clsx("mx-auto grid grid-cols-1 gap-5", !isWide && "max-w-360", className)}>{children}</div>;
}
