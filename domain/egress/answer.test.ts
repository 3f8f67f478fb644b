import { describe, expect, it } from "vitest";
import { createAnswerReader } from "./exchange.ts";

describe("createAnswerReader", () => {
  it("keeps a copy of the body, not a view that holds the socket's whole read", () => {
    const socketRead = new ArrayBuffer(65_536);
    const reader = createAnswerReader(100);
    reader.start(200, {});
    reader.add(Buffer.from(socketRead, 0, 10));
    const { body } = reader.finish("whole");
    expect(body).toHaveLength(10);
    expect(body.buffer).not.toBe(socketRead);
  });

  it("keeps the first bytes and counts them all, across pieces", () => {
    const reader = createAnswerReader(5);
    reader.start(200, {});
    reader.add(Buffer.from("abc"));
    reader.add(Buffer.from("def"));
    expect(reader.finish("whole")).toMatchObject({ body: Buffer.from("abcde"), bodyBytes: 6, truncated: true });
  });

  it("has started with the first status, and a cut answer is truncated even when nothing is missing", () => {
    const reader = createAnswerReader(5);
    expect(reader.hasStarted()).toBe(false);
    reader.start(204, { "x-a": ["1", "2"] });
    expect(reader.hasStarted()).toBe(true);
    expect(reader.finish("cut")).toMatchObject({ status: 204, headers: { "x-a": "1, 2" }, truncated: true });
  });
});
