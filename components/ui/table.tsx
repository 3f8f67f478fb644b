import { clsx } from "clsx";
import Link from "next/link";
import type { ComponentProps, ReactNode } from "react";

type TableProps = {
  /** Read aloud as the table's name. */
  label: string;
  /** False inside a flush card, which has its own border. */
  isFramed?: boolean;
  /** Columns keep the widths their `Th` names, whatever the data. */
  isFixed?: boolean;
  /** True while these rows stand in for others that are on their way. */
  isBusy?: boolean;
  /** How many rows there are, the head included, where not all are drawn; -1 while nobody knows. */
  rowCount?: number;
  children: ReactNode;
};

/** Rows of 36 px under a head that stays. Narrow screens scroll it sideways inside its frame. */
export function Table({ label, isFramed = true, isFixed = false, isBusy, rowCount, children }: TableProps) {
  return (
    <div
      className={clsx(
        "max-lg:overflow-x-auto lg:overflow-clip",
        isFramed && "rounded-lg border border-line bg-surface",
        "transition-opacity",
        isBusy && "opacity-60",
      )}
    >
      <table
        aria-label={label}
        aria-busy={isBusy}
        aria-rowcount={rowCount}
        className={clsx("w-full border-separate border-spacing-0 text-sm", isFixed && "table-fixed")}
      >
        {children}
      </table>
    </div>
  );
}

export function TableHead({ children }: { children: ReactNode }) {
  return (
    <thead>
      <tr>{children}</tr>
    </thead>
  );
}

/** Rows; the last one has no line under it. */
export function TableBody({ children }: { children: ReactNode }) {
  return <tbody className="[&>tr:last-child>td]:border-b-0">{children}</tbody>;
}

type CellProps = { isNumeric?: boolean; className?: string; children?: ReactNode };

/** A column's name. `isLabelHidden` for the columns of boxes and actions. */
export function Th({ isNumeric, isLabelHidden, className, children }: CellProps & { isLabelHidden?: boolean }) {
  return (
    <th
      scope="col"
      className={clsx(
        "sticky top-(--sticky-top) z-10 h-8 whitespace-nowrap border-line border-b bg-sunken px-3 font-medium text-ink-muted text-xs",
        isNumeric ? "text-right" : "text-left",
        className,
      )}
    >
      {isLabelHidden ? <span className="sr-only">{children}</span> : children}
    </th>
  );
}

/** A row. Put a `RowLink` into one cell and all of it opens that link. */
export function Tr({
  isSelected,
  index,
  className,
  children,
}: {
  isSelected?: boolean;
  /** Its place in the whole table, the head being 1, where not all rows are drawn. */
  index?: number | undefined;
  className?: string;
  children: ReactNode;
}) {
  return (
    <tr
      data-selected={isSelected ? "" : undefined}
      aria-rowindex={index}
      className={clsx(
        "group/row relative transition-colors hover:bg-hover focus-within:bg-hover data-selected:bg-accent-soft",
        className,
      )}
    >
      {children}
    </tr>
  );
}

/** A cell; numbers stand right with equal digits. */
export function Td({ isNumeric, className, children }: CellProps) {
  return (
    <td
      className={clsx(
        "h-9 whitespace-nowrap border-line border-b px-3 py-1",
        isNumeric && "text-right tabular-nums",
        className,
      )}
    >
      {children}
    </td>
  );
}

/** The link of a row: its words are here, its area is the whole row. */
export function RowLink({ className, children, ...rest }: ComponentProps<typeof Link>) {
  return (
    <Link
      {...rest}
      className={clsx(
        "block truncate font-medium text-ink outline-none after:absolute after:inset-0",
        "focus-visible:after:outline-2 focus-visible:after:outline-focus focus-visible:after:-outline-offset-2",
        className,
      )}
    >
      {children}
    </Link>
  );
}

/** The element id of a row's link, by which the keyboard finds it. */
export function rowDomId(id: string): string {
  return `row-${id}`;
}
