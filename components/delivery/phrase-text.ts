import { whenWords } from "../time/words.ts";
import type { Phrase } from "./verdict.ts";

/** A phrase as plain text, its moments written for a clock and a zone; for titles, notices and what is read aloud. */
export function phraseText(phrase: Phrase, now: number, timeZone?: string): string {
  return phrase.map((part) => (typeof part === "string" ? part : whenWords(part, now, timeZone))).join("");
}
