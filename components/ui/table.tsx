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
  rowCount?: number | undefined;
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

type ColumnLook = {
  /** In place of its name, where that needs more than a word. */
  title?: ReactNode;
  isNumeric?: boolean;
  isLabelHidden?: boolean;
  /** Of head and cells: how wide, and on which screens. */
  size?: string;
  /** Of the cells alone. */
  look?: string;
};
export type Column<Row> = ColumnLook & { head: string; cell: (row: Row) => ReactNode };

/** A column by its name, how it looks, and what stands in it of a row. */
export function column<Row>(head: string, look: ColumnLook, cell: (row: Row) => ReactNode): Column<Row> {
  return { ...look, head, cell };
}

type DataTableProps<Row> = Omit<TableProps, "children"> & {
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  rowClass?: (row: Row) => string;
  isSelected?: (row: Row) => boolean;
  /** Draws the body where there may be very many rows; without it all are drawn. */
  body?: ((draw: (row: Row, index: number) => ReactNode) => ReactNode) | undefined;
};

/** A table told by its columns: a row for each of `rows`. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { columns, rows, keyOf, rowClass, isSelected, body = (draw) => rows.map(draw), ...table } = props;
  return (
    <Table {...table}>
      <TableHead>
        {columns.map(({ head, title = head, isNumeric, isLabelHidden, size }) => (
          <Th key={head} isNumeric={isNumeric} isLabelHidden={isLabelHidden} className={size}>
            {title}
          </Th>
        ))}
      </TableHead>
      <TableBody>
        {body((row, index) => (
          <Tr
            key={keyOf(row)}
            isSelected={isSelected?.(row)}
            index={table.rowCount === undefined ? undefined : index + 2}
            className={rowClass?.(row)}
          >
            {columns.map(({ head, isNumeric, size, look, cell }) => (
              <Td key={head} isNumeric={isNumeric} className={clsx(size, look)}>
                {cell(row)}
              </Td>
            ))}
          </Tr>
        ))}
      </TableBody>
    </Table>
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

type CellProps = { isNumeric?: boolean | undefined; className?: string | undefined; children?: ReactNode };
type RowProps = {
  isSelected?: boolean | undefined;
  /** Its place in the whole table, the head being 1, where not all rows are drawn. */
  index?: number | undefined;
  className?: string | undefined;
  children: ReactNode;
};

/** A column's name. `isLabelHidden` for the columns of boxes and actions. */
export function Th({
  isNumeric,
  isLabelHidden,
  className,
  children,
}: CellProps & { isLabelHidden?: boolean | undefined }) {
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
export function Tr({ isSelected, index, className, children }: RowProps) {
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

/** What most rows are told apart by. */
export function idOf({ id }: { id: string }): string {
  return id;
}

/** The element id of a row's link, by which the keyboard finds it. */
export function rowDomId(id: string): string {
  return `row-${id}`;
}
