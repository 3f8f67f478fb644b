import { describe, expect, it } from "vitest";
import { formatBytes, formatCompactNumber, formatDuration, formatNumber, formatPercent } from "./number.ts";
import { shortenId } from "./short-id.ts";

describe("formatDuration", () => {
  it.each([
    [0, "0 ms"],
    [0.4, "< 1 ms"],
    [84, "84 ms"],
    [999, "999 ms"],
    [999.6, "1.0 s"],
    [1_200, "1.2 s"],
    [9_960, "10 s"],
    [59_400, "59 s"],
    [59_600, "1 min"],
    [180_000, "3 min"],
    [3_600_000, "1 h"],
    [7_800_000, "2 h 10 min"],
    [86_400_000, "1 d"],
    [86_399_999, "1 d"],
    [453_600_000, "5 d 6 h"],
    [null, "–"],
    [Number.NaN, "–"],
  ])("reads %s ms as %s", (milliseconds, text) => {
    expect(formatDuration(milliseconds)).toBe(text);
  });
});

describe("formatBytes", () => {
  it.each([
    [0, "0 B"],
    [1023, "1023 B"],
    [1024, "1 KiB"],
    [1536, "1.5 KiB"],
    [65_536, "64 KiB"],
    [1_048_575, "1 MiB"],
    [2_411_724, "2.3 MiB"],
    [null, "–"],
  ])("reads %s bytes as %s", (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });
});

describe("formatPercent", () => {
  it.each([
    [1, "100%"],
    [0, "0%"],
    [0.9999, "99.99%"],
    [0.999999, "> 99.99%"],
    [0.98999, "99%"],
    [0.974, "97.4%"],
    [0.5, "50%"],
    [0.000001, "< 0.01%"],
    [null, "–"],
  ])("reads %s as %s and never hides a failure", (share, text) => {
    expect(formatPercent(share)).toBe(text);
  });
});

describe("numbers", () => {
  it("separates thousands and shortens where asked", () => {
    expect(formatNumber(12_408)).toBe("12,408");
    expect(formatCompactNumber(12_408)).toBe("12.4K");
    expect(formatNumber(undefined)).toBe("–");
  });
});

describe("shortenId", () => {
  it("keeps prefix and end and leaves short ids alone", () => {
    expect(shortenId("dlv_01jd3k5v8efm4r9tzy2q6w7x")).toBe("dlv_01jd…2q6w7x");
    expect(shortenId("ep_short")).toBe("ep_short");
  });
});
