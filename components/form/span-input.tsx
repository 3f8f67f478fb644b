import type { FieldValues } from "react-hook-form";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { NativeSelect } from "#components/ui/native-select.tsx";
import { type FieldName, parseNumber, useField, useShown } from "./field.tsx";

export type SpanUnit = keyof typeof UNIT_SECONDS;
/** A span of time as it is typed. */
export type Span = { amount: string; unit: SpanUnit };

type SpanFieldProps<Values extends FieldValues> = {
  name: FieldName<Values, number | undefined>;
  label: string;
  unitLabel: string;
  units: readonly [SpanUnit, ...SpanUnit[]];
};

/** A span of time, which the operation takes in seconds. */
export function SpanField<Values extends FieldValues = never>(props: SpanFieldProps<Values>) {
  const { name, label, unitLabel, units } = props;
  const field = useField<number>(name);
  const [span, show] = useShown(field, { toShown: (seconds) => toSpan(seconds, units), toValue: spanSeconds });
  return (
    <Field label={label} error={field.error}>
      <span className="flex gap-2">
        <SpanInput unitLabel={unitLabel} units={units} span={span} onChange={show} />
      </span>
    </Field>
  );
}

type SpanInputProps = Pick<SpanFieldProps<FieldValues>, "unitLabel" | "units"> & {
  /** Needed where no `Field` labels it. */
  label?: string;
  span: Span;
  isInvalid?: boolean;
  onChange: (span: Span) => void;
};

/** An amount and its unit. */
export function SpanInput({ label, unitLabel, units, span, isInvalid, onChange }: SpanInputProps) {
  return (
    <>
      <Input
        aria-label={label}
        aria-invalid={isInvalid}
        inputMode="decimal"
        value={span.amount}
        onValueChange={(amount) => onChange({ ...span, amount })}
        className="w-24"
      />
      <NativeSelect
        label={unitLabel}
        options={units.map((unit) => ({ value: unit, label: UNIT_WORDS[unit] }))}
        value={span.unit}
        onValueChange={(text) => onChange({ ...span, unit: units.find((unit) => unit === text) ?? units[0] })}
        className="w-28"
      />
    </>
  );
}

/** In the largest of the units, given from the smallest up, that leaves no part over. */
export function toSpan(seconds: number, units: readonly [SpanUnit, ...SpanUnit[]]): Span {
  const unit = units.findLast((one) => seconds % UNIT_SECONDS[one] === 0) ?? units[0];
  return { amount: String(seconds / UNIT_SECONDS[unit]), unit };
}

/** Whole seconds; NaN where no number stands. */
export function spanSeconds({ amount, unit }: Span): number {
  return Math.round(parseNumber(amount) * UNIT_SECONDS[unit]);
}

const UNIT_SECONDS = { s: 1, min: 60, h: 3600, d: 86_400 };
const UNIT_WORDS: Record<SpanUnit, string> = { s: "seconds", min: "minutes", h: "hours", d: "days" };
