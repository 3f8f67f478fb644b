import { DrizzleQueryError } from "drizzle-orm";
import { afterEach, expect, test, vi } from "vitest";
import { log } from "#domain/log.ts";
import { logConsoleErrors } from "./log-console-errors.ts";

const { error, warn } = console;
afterEach(() => {
  Object.assign(console, { error, warn });
});

test("what Next prints of an error goes to the log, where the parameters of a query are taken out", () => {
  const written = vi.spyOn(log, "error").mockImplementation(() => undefined);
  logConsoleErrors();
  const thrown = new DrizzleQueryError("select 1", ["whsec_canary"], new Error("x"));
  console.error(" ⨯", thrown, "whsec_canary");
  expect(written.mock.calls).toEqual([[{ err: thrown }, "printed to the console"]]);
});

test("a plain sentence is kept", () => {
  const written = vi.spyOn(log, "warn").mockImplementation(() => undefined);
  logConsoleErrors();
  console.warn("The port", "is taken.");
  expect(written.mock.calls).toEqual([[{ reason: "The port is taken." }, "printed to the console"]]);
});
