import { RadioGroup } from "#components/ui/radio-group.tsx";
import { type Kind, PROVIDERS } from "../provider.ts";

/** Who sends: each with how it proves itself. */
export function ProviderPicker({ kind, onChoose }: { kind: Kind; onChoose: (kind: Kind) => void }) {
  return (
    <RadioGroup
      label="Who sends"
      value={kind}
      onValueChange={(value) => onChoose(PROVIDERS.find((one) => one.kind === value)?.kind ?? kind)}
      options={PROVIDERS.map(({ kind: value, label, proof }) => ({ value, label, hint: proof }))}
      className="sm:grid-cols-2"
    />
  );
}
