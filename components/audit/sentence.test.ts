import { expect, test } from "vitest";
import type { AuditEntry } from "#domain/audit/schema.ts";
import { ACTION_LABELS } from "./action-words.ts";
import { auditSentence } from "./sentence.ts";

const CASES: [string, Partial<Pick<AuditEntry, "before" | "after">>, string][] = [
  [
    "endpoint.rotate_secret",
    { after: { graceSeconds: 86_400 } },
    "rotated the secret of X; the older one is good for 1 d more",
  ],
  ["endpoint.rotate_secret", { after: { graceSeconds: 0 } }, "rotated the secret of X; the older one ended at once"],
  ["endpoint.update", { before: { status: "active" }, after: { status: "paused" } }, "paused X"],
  ["endpoint.update", { before: { status: "suspended" }, after: { status: "active" } }, "resumed X"],
  [
    "endpoint.update",
    { before: { url: "a", timeoutMs: 1 }, after: { url: "b", timeoutMs: 2 } },
    "changed URL, timeout of X",
  ],
  ["endpoint.update", { before: {}, after: {} }, "saved X unchanged"],
  ["endpoint.delete", { after: { permanent: true } }, "removed X for good"],
  [
    "event_type.update",
    { before: { archivedAt: "2026-01-01" }, after: { archivedAt: null } },
    "brought back the event type X",
  ],
  [
    "event_type.update",
    { before: { archivedAt: null, schema: null }, after: { archivedAt: null, schema: {} } },
    "changed schema of the event type X",
  ],
  ["app.update", { before: { name: "A" }, after: { name: "A" } }, "changed nothing of the app X"],
  ["member.create", { after: { role: "operator" } }, "added X as an operator"],
  ["member.update", { after: { role: "member" } }, "made X a member"],
  ["member.sign_in", {}, "signed in"],
  ["support.enter", { after: { reason: "Ticket 12" } }, "entered this tenant to help: Ticket 12"],
  ["future.thing", {}, "did future.thing to X"],
];

test.each(CASES)("%s %j", (action, facts, words) => {
  const { lead, isTargetNamed, tail } = auditSentence({
    action,
    before: null,
    after: null,
    target: { type: "endpoint", id: "X" },
    ...facts,
  });
  const gap = tail === "" || /^[,;:]/.test(tail) ? "" : " ";
  expect(`${lead}${isTargetNamed ? " X" : ""}${gap}${tail}`).toBe(words);
});

test("every action that can be filtered by has a sentence of its own", () => {
  const target = { type: "x", id: "X" };
  const strangers = Object.keys(ACTION_LABELS).filter((action) =>
    auditSentence({ action, before: null, after: null, target }).lead.startsWith("did "),
  );
  expect(strangers).toEqual([]);
});
