/** The seven colours a state can have. What each looks like is in app/globals.css. */
export type Tone = "ok" | "wait" | "busy" | "warn" | "bad" | "dead" | "off";

/** Text on its own tinted ground with its own border: pills and badges. */
export const TONE_CLASS: Record<Tone, string> = {
  ok: "border-ok-line bg-ok-soft text-ok",
  wait: "border-wait-line bg-wait-soft text-wait",
  busy: "border-busy-line bg-busy-soft text-busy",
  warn: "border-warn-line bg-warn-soft text-warn",
  bad: "border-bad-line bg-bad-soft text-bad",
  dead: "border-dead-line bg-dead-soft text-dead",
  off: "border-off-line bg-off-soft text-off",
};

/** Text or icon alone, on paper or surface. */
export const TONE_TEXT_CLASS: Record<Tone, string> = {
  ok: "text-ok",
  wait: "text-wait",
  busy: "text-busy",
  warn: "text-warn",
  bad: "text-bad",
  dead: "text-dead",
  off: "text-off",
};

/** The full colour as CSS value: bars, lines and dots in charts. */
export const TONE_FILL: Record<Tone, string> = {
  ok: "var(--color-ok-solid)",
  wait: "var(--color-wait-solid)",
  busy: "var(--color-busy-solid)",
  warn: "var(--color-warn-solid)",
  bad: "var(--color-bad-solid)",
  dead: "var(--color-dead-solid)",
  off: "var(--color-off-solid)",
};
