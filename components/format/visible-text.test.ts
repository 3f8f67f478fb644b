import { expect, test } from "vitest";
import { MARKS_MAX, type TextPiece, visibleText } from "./visible-text.ts";

const text = (words: string): TextPiece => ({ kind: "text", text: words });
const mark = (name: string): TextPiece => ({ kind: "mark", name });

test.each<[string, TextPiece[]]>([
  ["", []],
  ["plain\ttext\nwith\r\nlines", [text("plain\ttext\nwith\r\nlines")]],
  ["a\0b", [text("a"), mark("NUL"), text("b")]],
  ["\x1b[31mred", [mark("ESC"), text("[31mred")]],
  ["over\rwritten", [text("over"), mark("CR"), text("written")]],
  ["user\u202Egpj.exe", [text("user"), mark("U+202E"), text("gpj.exe")]],
  ["zero\u200Bwidth", [text("zero"), mark("U+200B"), text("width")]],
  ["\u{E0041}", [mark("U+E0041")]],
  ["<script>alert(1)</script>", [text("<script>alert(1)</script>")]],
  ["grüße 🎉 שלום", [text("grüße 🎉 שלום")]],
])("%j is shown for what it is", (given, pieces) => expect(visibleText(given)).toEqual(pieces));

test("a body made of nothing else does not become thousands of marks", () => {
  const pieces = visibleText("\0".repeat(65_536));
  expect(pieces).toHaveLength(MARKS_MAX + 1);
  expect(pieces.at(-1)).toEqual(text("\uFFFD".repeat(65_536 - MARKS_MAX)));
});
