import { expect, test } from "vitest";
import type { AuditEntry } from "#domain/audit/schema.ts";
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
  ["event_type.import", { after: { created: 3, updated: 1 } }, "imported event types: 3 new, 1 changed"],
  ["event_type.import", { before: null, after: { schema: null } }, "imported the event type X"],
  ["replay.create", { after: { matched: 1 } }, "started a replay of many deliveries, X, 1 delivery"],
  ["endpoint.suspend", { after: { statusReason: "gone" } }, "suspended X: it answered 410 Gone"],
  ["future.thing", {}, "did future.thing to X"],
];

test.each(CASES)("%s %j", (action, facts, words) => {
  const { lead, tail } = auditSentence({
    action,
    before: null,
    after: null,
    target: { type: "endpoint", id: "X" },
    ...facts,
  });
  expect(tail === null ? lead : `${lead}X${tail}`).toBe(words);
});

test("where there is nothing to name, no gap stays", () => {
  const entry = { action: "future.thing", before: null, after: null, target: { type: "x", id: null } };
  expect(auditSentence(entry)).toEqual({ lead: "did future.thing to", tail: null });
});

test("what a person wrote is not taken for the target", () => {
  const after = { reason: "the \\0 of {target}" };
  const entry = { action: "support.enter", before: null, after, target: { type: "tenant", id: "X" } };
  expect(auditSentence(entry)).toEqual({ lead: `entered this tenant to help: ${after.reason}`, tail: null });
});
