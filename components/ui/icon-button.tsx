import { Button as BaseButton } from "@base-ui/react/button";
import { clsx } from "clsx";
import type { ReactNode } from "react";
import { Tooltip } from "#components/popup/tooltip.tsx";

export type IconButtonProps = Omit<BaseButton.Props, "className" | "children" | "aria-label"> & {
  /** What it does, as a verb; shown as tooltip and read aloud. */
  label: string;
  icon: ReactNode;
  size?: "sm" | "md";
  className?: string;
};

/** A square button without words on it. */
export function IconButton({ label, icon, size = "md", className, ...rest }: IconButtonProps) {
  return (
    <Tooltip content={label}>
      <BaseButton
        {...rest}
        aria-label={label}
        className={clsx(
          "inline-flex shrink-0 items-center justify-center rounded-md text-ink-muted transition-colors",
          "hover:bg-hover hover:text-ink data-disabled:opacity-50 data-popup-open:bg-hover",
          size === "sm" ? "size-6 [&_svg]:size-3.5" : "size-8 [&_svg]:size-4",
          className,
        )}
      >
        {icon}
      </BaseButton>
    </Tooltip>
  );
}
