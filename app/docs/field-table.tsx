import { Table, TableBody, TableHead, Td, Th, Tr } from "#components/ui/table.tsx";
import type { FieldRow } from "./field-rows.ts";
import { Inline } from "./prose.tsx";

/** Fields with what they hold. Where there are none to name, nothing. */
export function FieldTable({ label, rows }: { label: string; rows: readonly FieldRow[] }) {
  if (rows.length === 0) return null;
  return (
    <Table label={label}>
      <TableHead>
        <Th>Field</Th>
        <Th className="w-full">What it holds</Th>
      </TableHead>
      <TableBody>
        {rows.map(({ name, type, isRequired, description }) => (
          <Tr key={name}>
            <Td className="align-top font-mono text-xs leading-5">
              {name}
              {isRequired ? <span className="ml-1.5 font-sans text-ink-faint">required</span> : null}
            </Td>
            <Td className="whitespace-normal! align-top">
              <span className="block text-ink-muted text-xs leading-5 wrap-anywhere">{type}</span>
              {description === null ? null : (
                <span className="block text-sm">
                  <Inline text={description} />
                </span>
              )}
            </Td>
          </Tr>
        ))}
      </TableBody>
    </Table>
  );
}
