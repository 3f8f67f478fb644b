import { Checkbox } from "#components/ui/checkbox.tsx";
import { Field } from "#components/ui/field.tsx";

/** One rule that is on or off, with what it means when it is on. */
export function SwitchField(props: { label: string; hint: string; isOn: boolean; onChange: (isOn: boolean) => void }) {
  return (
    <Field label={props.label} hint={props.hint} layout="beside">
      <Checkbox checked={props.isOn} onCheckedChange={props.onChange} />
    </Field>
  );
}
