/** When a new key is to end: a number of days from now, on a day of the viewer's own calendar (`2026-06-01`), or never. */
export type Expiry = { choice: string; day: string };

export const EXPIRIES = [
  { value: "30", label: "In 30 days" },
  { value: "90", label: "In 90 days" },
  { value: "365", label: "In a year" },
  { value: "day", label: "On a day I choose" },
  { value: "never", label: "Never" },
];

/**
 * The choice as the API takes it: ISO time, null for never, undefined where no day has been chosen yet. A chosen day
 * counts to its end, where the viewer is.
 */
export function expiresAt({ choice, day }: Expiry, nowMs: number): string | null | undefined {
  if (choice === "never") return null;
  if (choice !== "day") return new Date(nowMs + Number(choice) * DAY_MS).toISOString();
  const at = new Date(`${day}T23:59:59`);
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}

const DAY_MS = 86_400_000;
