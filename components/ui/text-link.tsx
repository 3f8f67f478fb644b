import { clsx } from "clsx";
import Link from "next/link";
import type { ComponentProps } from "react";

/** A link inside text, which a faint line tells from it besides the colour. Outside addresses open in a new tab and hand over no opener. */
export function TextLink({ className, href, ...rest }: ComponentProps<typeof Link>) {
  const isOutside = typeof href === "string" && /^https?:/.test(href);
  const outside = isOutside ? { target: "_blank", rel: "noreferrer" } : {};
  return (
    <Link
      {...outside}
      {...rest}
      href={href}
      className={clsx(
        "rounded-sm text-accent underline decoration-accent/35 underline-offset-2 hover:decoration-accent",
        className,
      )}
    />
  );
}
