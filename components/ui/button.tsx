import { Button as BaseButton } from "@base-ui/react/button";
import { clsx } from "clsx";
import Link from "next/link";
import type { ComponentProps, ReactNode } from "react";

export type ButtonVariant = "primary" | "secondary" | "ghost" | "danger" | "bare";
export type ButtonSize = "sm" | "md";

export type ButtonProps = Omit<BaseButton.Props, "className" | "size"> & {
  variant?: ButtonVariant;
  size?: ButtonSize;
  icon?: ReactNode;
  /** While true the button keeps its focus, ignores presses and says `pendingLabel`. */
  isPending?: boolean;
  pendingLabel?: string | undefined;
  className?: string;
};

/** A verb. One `primary` a page; `danger` only inside a dialog that names the consequence; `bare` has its caller's look. */
export function Button(props: ButtonProps) {
  const { variant, size, icon, isPending = false, pendingLabel, className, children, disabled, ...rest } = props;
  // A disabled button that says why keeps the focus it was given, as a busy one does.
  const keepsFocus = isPending || props.focusableWhenDisabled === true;
  return (
    <BaseButton
      {...rest}
      disabled={disabled === true || isPending}
      focusableWhenDisabled={keepsFocus}
      aria-busy={isPending || undefined}
      className={clsx(buttonClass({ variant, size }), className)}
    >
      {isPending ? <Spinner /> : icon}
      {isPending ? (pendingLabel ?? children) : children}
    </BaseButton>
  );
}

type ButtonLinkProps = Omit<ComponentProps<typeof Link>, "className"> & {
  variant?: ButtonVariant;
  size?: ButtonSize;
  icon?: ReactNode;
  className?: string;
};

/** A link that looks like a button: it goes somewhere, it changes nothing. */
export function ButtonLink({ variant, size, icon, className, children, ...rest }: ButtonLinkProps) {
  return (
    <Link {...rest} className={clsx(buttonClass({ variant, size }), className)}>
      {icon}
      {children}
    </Link>
  );
}

/** A turning ring for buttons that are at work; the words beside it carry the meaning. */
export function Spinner() {
  return (
    <svg
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      className="size-4 animate-spin"
      aria-hidden="true"
    >
      <circle cx="8" cy="8" r="6" opacity="0.25" />
      <path d="M14 8a6 6 0 0 0-6-6" strokeLinecap="round" />
    </svg>
  );
}

/** The look of a button, for links that act as one. */
export function buttonClass(look: { variant?: ButtonVariant | undefined; size?: ButtonSize | undefined }): string {
  const { size = "md", variant = "secondary" } = look;
  return variant === "bare" ? "" : clsx(BASE, SIZES[size], VARIANTS[variant]);
}

const BASE =
  "inline-flex shrink-0 select-none items-center justify-center gap-1.5 whitespace-nowrap rounded-md border font-medium transition-colors data-disabled:cursor-not-allowed data-disabled:opacity-55 aria-busy:cursor-progress aria-busy:opacity-80 [&_svg]:size-4 [&_svg]:shrink-0";

const SIZES: Record<ButtonSize, string> = {
  sm: "h-7 px-2 text-sm [&_svg]:size-3.5",
  md: "h-8 px-3 text-base",
};

const VARIANTS: Record<Exclude<ButtonVariant, "bare">, string> = {
  primary: "border-transparent bg-accent-solid text-on-solid hover:not-data-disabled:bg-accent-solid-hover",
  secondary: "border-line-strong bg-surface text-ink hover:not-data-disabled:bg-hover",
  ghost: "border-transparent text-ink-muted hover:not-data-disabled:bg-hover hover:not-data-disabled:text-ink",
  danger: "border-transparent bg-bad-fill text-on-solid hover:not-data-disabled:bg-bad-fill-hover",
};
