import { durationParts } from "#components/format/number.ts";

/** A span with its unit set quietly: 84 ms. */
export function Duration({ ms, className }: { ms: number | null | undefined; className?: string }) {
  return (
    <span className={`whitespace-nowrap tabular-nums ${className ?? ""}`}>
      {durationParts(ms).map((part, index) => (
        <span key={part.unit}>
          {index > 0 ? " " : ""}
          {part.value}
          {part.unit === "" ? null : <span className="text-[0.92em] text-ink-faint"> {part.unit}</span>}
        </span>
      ))}
    </span>
  );
}
