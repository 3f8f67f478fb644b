import type { ComponentProps } from "react";
import { Time } from "#components/ui/time.tsx";

/** A moment that reads relative on screens and exact on paper, where "3 min ago" would soon be wrong. */
export function PaperTime({ className = "", ...rest }: Omit<ComponentProps<typeof Time>, "as">) {
  return (
    <>
      <Time {...rest} className={`${className} print:hidden`} />
      <Time {...rest} as="exact" className={`${className} hidden print:inline`} />
    </>
  );
}
