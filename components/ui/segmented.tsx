import { Toggle } from "@base-ui/react/toggle";
import { ToggleGroup } from "@base-ui/react/toggle-group";
import { clsx } from "clsx";
import Link from "next/link";

type SegmentedProps<Value extends string> = {
  label: string;
  options: readonly { value: Value; label: string }[];
  value: Value;
  onValueChange: (value: Value) => void;
  className?: string;
};

/** One of a few short values, all in sight: 1 h, 24 h, 7 d, 30 d. */
export function Segmented<Value extends string>(props: SegmentedProps<Value>) {
  const { label, options, value, onValueChange, className } = props;
  return (
    <ToggleGroup<Value>
      aria-label={label}
      value={[value]}
      onValueChange={([next]) => (next === undefined ? undefined : onValueChange(next))}
      className={clsx(GROUP, className)}
    >
      {options.map((option) => (
        <Toggle key={option.value} value={option.value} className={SEGMENT}>
          {option.label}
        </Toggle>
      ))}
    </ToggleGroup>
  );
}

/** The same as links, for a value that lives in the URL and a page that needs no script. */
export function SegmentedLinks(props: {
  label: string;
  links: readonly { href: string; label: string }[];
  currentHref: string;
}) {
  return (
    <nav aria-label={props.label} className={GROUP}>
      {props.links.map((link) => (
        <Link
          key={link.href}
          href={link.href}
          scroll={false}
          aria-current={link.href === props.currentHref ? "true" : undefined}
          className={SEGMENT}
        >
          {link.label}
        </Link>
      ))}
    </nav>
  );
}

const GROUP = "inline-flex h-8 w-fit items-stretch rounded-md border border-line-strong bg-surface p-0.5";

const SEGMENT =
  "flex items-center rounded-sm px-2.5 text-ink-muted text-sm tabular-nums transition-colors hover:text-ink data-pressed:bg-hover data-pressed:font-medium data-pressed:text-ink aria-[current]:bg-hover aria-[current]:font-medium aria-[current]:text-ink";
