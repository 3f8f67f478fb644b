import { expect, test } from "vitest";
import { NEW_SOURCE, type SourceValues, toCreateInput, toUpdateInput } from "./values.ts";

const filled = (change: Partial<SourceValues>): SourceValues => ({ ...NEW_SOURCE, ...change });

test("what is left empty is not set, and a rule goes with kind hmac only", async () => {
  const { input, issues } = await toCreateInput(
    filled({ kind: "github", header: "x-left-over", processId: " billing " }),
  );
  expect(issues).toEqual([]);
  expect(input).toMatchObject({ processId: "billing", threadId: null, verification: { kind: "github" } });
  expect(input.verification).not.toHaveProperty("header");
});

test("a secret typed for another provider is not sent with a token", async () => {
  expect((await toCreateInput(filled({ kind: "token", secret: "typed before" }))).input.verification).toEqual({
    kind: "token",
  });
});

test.each([
  [{ kind: "hmac" as const }, "verification.header"],
  [{ kind: "hmac" as const, header: "host" }, "verification.header"],
  [{ kind: "stripe" as const, secret: "short" }, "verification.secret"],
  [{ defaultEventType: "not a type" }, "defaultEventType"],
])("%j is refused at its field", async (change, path) => {
  expect((await toCreateInput(filled(change))).issues.map((issue) => issue.path)).toContain(path);
});

test("a change names neither kind nor secret", async () => {
  const { input, issues } = await toUpdateInput(
    "src_01h455vb4pex5vsknk084sn02q",
    filled({ kind: "hmac", header: "x-sig" }),
  );
  expect(issues).toEqual([]);
  expect(input.verification).toEqual({ header: "x-sig", algorithm: "sha256", encoding: "hex", prefix: "" });
});
