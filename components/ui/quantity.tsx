import { formatCompactNumber, formatNumber } from "#components/format/number.ts";

/** A number with equal digits and a quiet unit: 12,408 events. Compact ones carry the exact value on hover. */
export function Quantity(props: { value: number | null | undefined; unit?: string; isCompact?: boolean }) {
  const exact = formatNumber(props.value);
  const text = props.isCompact ? formatCompactNumber(props.value) : exact;
  return (
    <span className="whitespace-nowrap tabular-nums" title={text === exact ? undefined : exact}>
      {text}
      {props.unit === undefined ? null : <span className="text-[0.92em] text-ink-faint"> {props.unit}</span>}
    </span>
  );
}
