import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { parseRate, RATE_MAX, RATE_MIN, spanAtRate } from "./pace.ts";

/** How many deliveries a second a replay makes, and how long that takes. */
export function PaceField(props: { text: string; deliveries: number; onChange: (text: string) => void }) {
  const { text, deliveries, onChange } = props;
  const rate = parseRate(text);
  return (
    <Field
      label="Pace"
      hint={
        rate === null || deliveries === 0
          ? "An endpoint’s own limits hold besides."
          : `Takes ${spanAtRate(deliveries, rate)}. An endpoint’s own limits hold besides.`
      }
      error={rate === null ? `The pace is a whole number from ${RATE_MIN} to ${RATE_MAX}.` : undefined}
    >
      <Input inputMode="numeric" trailing="per second" value={text} onValueChange={onChange} className="w-44" />
    </Field>
  );
}
