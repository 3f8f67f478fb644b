import { RadioGroup } from "#components/ui/radio-group.tsx";
import { KIND_WORDS, VERIFICATION_KINDS, type VerificationKind } from "#domain/source/words.ts";

type Props = { kind: VerificationKind; onChoose: (kind: VerificationKind) => void };

/** Who sends: each with how it proves itself. */
export function ProviderPicker({ kind, onChoose }: Props) {
  return (
    <RadioGroup
      label="Who sends"
      value={kind}
      onValueChange={(value) => onChoose(VERIFICATION_KINDS.find((one) => one === value) ?? kind)}
      options={Object.entries(KIND_WORDS).map(([value, { label, proof }]) => ({ value, label, hint: proof }))}
      className="sm:grid-cols-2"
    />
  );
}
