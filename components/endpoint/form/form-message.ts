import type { z } from "zod";

/** What a form says of an issue, where the schema itself has no sentence for people. For zod's `error` option. */
export function formMessage(issue: z.core.$ZodRawIssue): string | undefined {
  const path = issue.path?.join(".") ?? "";
  switch (issue.code) {
    case "invalid_key":
      return issue.issues[0]?.message;
    case "invalid_type":
      return RANGES[rangeOf(path)] ?? "Enter a whole number";
    case "too_small":
      return sizeMessage(path, { bound: issue.minimum, isMost: false, origin: issue.origin });
    case "too_big":
      return sizeMessage(path, { bound: issue.maximum, isMost: true, origin: issue.origin });
    default:
      return undefined;
  }
}

const RANGES: Record<string, string> = {
  "requestConfig.timeoutMs": "From 1 to 30 seconds",
  rateLimitPerSecond: "A whole number from 1 to 1000, or empty for no limit",
  maxInFlight: "A whole number from 1 to 100",
  retrySchedule: "Each wait takes from 1 second to 24 hours",
};

function rangeOf(path: string): string {
  return path.replace(/\.\d+$/, "");
}

function sizeMessage(
  path: string,
  { bound, isMost, origin }: { bound: number | bigint; isMost: boolean; origin: string },
): string {
  const words = isMost ? "At most" : "At least";
  if (origin === "array") return path === "eventTypes" && !isMost ? "Choose at least one" : `${words} ${bound} of them`;
  if (origin === "string") return bound === 1 ? "Fill this in" : `${words} ${bound} characters`;
  return RANGES[rangeOf(path)] ?? `${words} ${bound}`;
}
