import { clsx } from "clsx";
import { STATES, type State } from "./state.ts";
import { TONES } from "./tone.ts";

/** A state where there is no room for its word; the word is read aloud and shown on hover. */
export function StateIcon({ state, className }: { state: State; className?: string }) {
  const { word, icon: Icon, tone } = STATES[state];
  return (
    <span role="img" aria-label={word} title={word} className={clsx("inline-flex", TONES[tone].text, className)}>
      <Icon aria-hidden="true" className="size-4" strokeWidth={2.25} />
    </span>
  );
}
