import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

type Theme = "light" | "dark";
type Triple = readonly [number, number, number];

const css = readFileSync(new URL("../../app/globals.css", import.meta.url), "utf8");
const TONES = ["ok", "wait", "busy", "warn", "bad", "dead", "off"];
const GROUNDS = ["paper", "surface", "raised", "sunken", "hover"];
const INKS = ["ink", "ink-muted", "ink-faint", "accent", "code-string", "code-number", "code-keyword"];
const SOLIDS = ["accent-solid", "accent-solid-hover", "bad-fill", "bad-fill-hover"];

// Machado, Oliveira and Fernandes 2009, severity 1.0, for linear RGB.
const BLINDNESS: Record<string, readonly [Triple, Triple, Triple]> = {
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

describe.each<Theme>(["light", "dark"])("in the %s theme", (theme) => {
  it.each(TONES)("%s reads on its own ground and on every other", (tone) => {
    for (const ground of [`${tone}-soft`, ...GROUNDS]) {
      expect(contrast(tone, ground, theme), `${tone} on ${ground}`).toBeGreaterThanOrEqual(4.5);
    }
  });

  it.each(INKS)("%s reads on every ground", (ink) => {
    for (const ground of [...GROUNDS, "accent-soft"]) {
      expect(contrast(ink, ground, theme), `${ink} on ${ground}`).toBeGreaterThanOrEqual(4.5);
    }
  });

  it.each(SOLIDS)("words on %s read", (solid) => {
    expect(contrast("on-solid", solid, theme)).toBeGreaterThanOrEqual(4.5);
  });

  it.each([...Object.keys(BLINDNESS), "full sight"])("the outcomes of a chart stay apart with %s", (sight) => {
    const bars = ["ok-solid", "bad-solid", "dead-solid"].map((name) => ({
      name,
      lab: toOklab(see(name, theme, sight)),
    }));
    for (const [index, one] of bars.entries()) {
      for (const other of bars.slice(index + 1)) {
        expect(distance(one.lab, other.lab), `${one.name} and ${other.name}`).toBeGreaterThanOrEqual(0.12);
      }
    }
  });
});

function contrast(first: string, second: string, theme: Theme) {
  const [lighter = 0, darker = 0] = [luminance(first, theme), luminance(second, theme)].sort((a, b) => b - a);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(name: string, theme: Theme) {
  return dot([0.2126, 0.7152, 0.0722], linearRgb(name, theme));
}

function see(name: string, theme: Theme, sight: string): Triple {
  const rgb = linearRgb(name, theme);
  const matrix = BLINDNESS[sight];
  return matrix === undefined ? rgb : clamp([dot(matrix[0], rgb), dot(matrix[1], rgb), dot(matrix[2], rgb)]);
}

// Björn Ottosson's OKLab, https://bottosson.github.io/posts/oklab/.
function linearRgb(name: string, theme: Theme): Triple {
  const [lightness, chroma, hue] = readToken(name, theme);
  const lab: Triple = [lightness, chroma * Math.cos((hue * Math.PI) / 180), chroma * Math.sin((hue * Math.PI) / 180)];
  const cube = (row: Triple) => dot(row, lab) ** 3;
  const lms: Triple = [
    cube([1, 0.3963377774, 0.2158037573]),
    cube([1, -0.1055613458, -0.0638541728]),
    cube([1, -0.0894841775, -1.291485548]),
  ];
  return clamp([
    dot([4.0767416621, -3.3077115913, 0.2309699292], lms),
    dot([-1.2684380046, 2.6097574011, -0.3413193965], lms),
    dot([-0.0041960863, -0.7034186147, 1.707614701], lms),
  ]);
}

function toOklab(rgb: Triple): Triple {
  const lms: Triple = [
    Math.cbrt(dot([0.4122214708, 0.5363325363, 0.0514459929], rgb)),
    Math.cbrt(dot([0.2119034982, 0.6806995451, 0.1073969566], rgb)),
    Math.cbrt(dot([0.0883024619, 0.2817188376, 0.6299787005], rgb)),
  ];
  return [
    dot([0.2104542553, 0.793617785, -0.0040720468], lms),
    dot([1.9779984951, -2.428592205, 0.4505937099], lms),
    dot([0.0259040371, 0.7827717662, -0.808675766], lms),
  ];
}

function readToken(name: string, theme: Theme): Triple {
  const line = css.match(new RegExp(`--color-${name}: light-dark\\(oklch\\(([^)]*)\\), oklch\\(([^)]*)\\)\\)`));
  const [lightness, chroma, hue] = (line?.[theme === "light" ? 1 : 2] ?? "").split(" ").map(Number);
  if (lightness === undefined || chroma === undefined || hue === undefined) throw new Error(`no token ${name}`);
  return [lightness, chroma, hue];
}

function distance(one: Triple, other: Triple) {
  return Math.hypot(one[0] - other[0], one[1] - other[1], one[2] - other[2]);
}

function dot(one: Triple, other: Triple) {
  return one[0] * other[0] + one[1] * other[1] + one[2] * other[2];
}

function clamp([red, green, blue]: Triple): Triple {
  const inside = (value: number) => Math.min(1, Math.max(0, value));
  return [inside(red), inside(green), inside(blue)];
}
