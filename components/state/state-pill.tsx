import { clsx } from "clsx";
import { STATES, type State } from "./state.ts";
import { TONES } from "./tone.ts";

/** A state as word, icon and colour; hover says what it means. */
export function StatePill({ state, size = "md", className }: { state: State; size?: "md" | "lg"; className?: string }) {
  const { word, icon: Icon, tone, meaning } = STATES[state];
  return (
    <span
      title={meaning}
      className={clsx(
        "inline-flex shrink-0 items-center whitespace-nowrap rounded-full border font-medium",
        size === "lg" ? "h-6 gap-1.5 px-2.5 text-sm" : "h-5 gap-1 px-2 text-xs",
        TONES[tone].pill,
        className,
      )}
    >
      <Icon aria-hidden="true" className={size === "lg" ? "size-3.5" : "size-3"} strokeWidth={2.25} />
      {word}
    </span>
  );
}

/** A state where there is no room for its word; the word is read aloud and shown on hover. */
export function StateIcon({ state, className }: { state: State; className?: string }) {
  const { word, icon: Icon, tone } = STATES[state];
  return (
    <span role="img" aria-label={word} title={word} className={clsx("inline-flex", TONES[tone].text, className)}>
      <Icon aria-hidden="true" className="size-4" strokeWidth={2.25} />
    </span>
  );
}
