import { expect, test } from "vitest";
import { auditVerdict } from "./audit-verdict.ts";

const answer = (severity: string) =>
  JSON.stringify({
    vulnerabilities: {
      leftpad: { name: "leftpad", severity, range: "<1.3.1", via: [{ title: "Pads what it must not" }, "string-kit"] },
    },
    metadata: { vulnerabilities: { total: 1 }, dependencies: { prod: 210 } },
  });

test.each([
  ["critical", "failed"],
  ["high", "failed"],
  ["moderate", "clean"],
  ["low", "clean"],
])("an advisory of severity %s: %s, and it is named either way", (severity, kind) => {
  const verdict = auditVerdict(answer(severity));
  expect(verdict.kind).toBe(kind);
  expect(verdict.sentences[0]).toBe(`${severity}: leftpad <1.3.1: Pads what it must not; by string-kit`);
});

test("no advisories are clean", () => {
  const none = JSON.stringify({ vulnerabilities: {}, metadata: { dependencies: { prod: 210 } } });
  expect(auditVerdict(none).kind).toBe("clean");
});

test.each([
  ["nothing", ""],
  ["no JSON", "npm error code ENOTFOUND"],
  ["the registry's refusal", '{"message":"405 Method Not Allowed","statusCode":405}'],
  ["something else", "{}"],
])("%s is no clean answer, and says so", (_, printed) => {
  const { kind, sentences } = auditVerdict(printed);
  expect([kind, sentences.join()]).toEqual(["not_audited", expect.stringMatching(/^NOT AUDITED: /)]);
});
