import { clsx } from "clsx";
import { Plus, X } from "lucide-react";
import type { ReactNode } from "react";
import { Popover } from "#components/popup/popup.tsx";

type FilterChipProps = {
  /** What is filtered: "Status". */
  label: string;
  /** What it is set to, in words: "failed, dead letter". Null: not set. */
  value: string | null;
  onRemove: () => void;
  open?: boolean;
  onOpenChange?: (isOpen: boolean) => void;
  /** The choice itself, shown in a popover: a `CheckList`, an input. */
  children: ReactNode;
};

/** One filter: dashed while unset, filled and removable once set. Press it to change it. */
export function FilterChip({ label, value, onRemove, open, onOpenChange, children }: FilterChipProps) {
  const isSet = value !== null;
  const words = (
    <>
      {isSet ? null : <Plus aria-hidden="true" className="size-3.5 text-ink-faint" />}
      <span className="text-ink-muted">{label}</span>
      {isSet ? <span className="max-w-56 truncate font-medium text-accent">{value}</span> : null}
    </>
  );
  return (
    <div
      className={clsx(
        "flex h-7 items-center rounded-md border text-sm transition-colors",
        isSet ? "border-line-strong bg-surface" : "border-line-strong border-dashed",
      )}
    >
      <Popover
        trigger={{ variant: "bare", className: TRIGGER, children: words }}
        title={`Filter by ${label.toLowerCase()}`}
        open={open}
        onOpenChange={onOpenChange}
      >
        {children}
      </Popover>
      {isSet ? (
        <button
          type="button"
          aria-label={`Remove the filter ${label}: ${value}`}
          onClick={onRemove}
          className="grid h-full w-6 place-items-center rounded-md text-ink-faint hover:bg-hover hover:text-ink"
        >
          <X aria-hidden="true" className="size-3.5" />
        </button>
      ) : null}
    </div>
  );
}

const TRIGGER = "flex h-full min-w-0 items-center gap-1.5 rounded-md px-2 hover:bg-hover";
