/** The seven colours a state can have. What each looks like is in app/globals.css. */
export type Tone = "ok" | "wait" | "busy" | "warn" | "bad" | "dead" | "off";

/**
 * How each looks: `pill` is text on its own tinted ground with its own border, `text` is text or icon alone, `fill` the
 * full colour as CSS value, for bars, lines and dots in charts.
 */
export const TONES: Record<Tone, { pill: string; text: string; fill: string }> = {
  ok: { pill: "border-ok-line bg-ok-soft text-ok", text: "text-ok", fill: "var(--color-ok-solid)" },
  wait: { pill: "border-wait-line bg-wait-soft text-wait", text: "text-wait", fill: "var(--color-wait-solid)" },
  busy: { pill: "border-busy-line bg-busy-soft text-busy", text: "text-busy", fill: "var(--color-busy-solid)" },
  warn: { pill: "border-warn-line bg-warn-soft text-warn", text: "text-warn", fill: "var(--color-warn-solid)" },
  bad: { pill: "border-bad-line bg-bad-soft text-bad", text: "text-bad", fill: "var(--color-bad-solid)" },
  dead: { pill: "border-dead-line bg-dead-soft text-dead", text: "text-dead", fill: "var(--color-dead-solid)" },
  off: { pill: "border-off-line bg-off-soft text-off", text: "text-off", fill: "var(--color-off-solid)" },
};
