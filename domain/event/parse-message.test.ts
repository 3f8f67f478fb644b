import { describe, expect, test } from "vitest";
import { DomainError } from "#domain/error.ts";
import { parseMessage } from "./parse-message.ts";
import { EVENT_BYTES_MAX } from "./words.ts";

const text = (message: string) => Buffer.from(message);

describe("accepts", () => {
  test.each([
    ["a plain message", '{"type":"order.paid"}', "order.paid"],
    ["whitespace around", ' \r\n\t{ "type" : "order.paid" }\n', "order.paid"],
    ["an escaped type", '{"type":"order\\u002epaid"}', "order.paid"],
    ["duplicate keys, of which the last counts", '{"type":"a","type":"b"}', "b"],
    ["a key named __proto__", '{"__proto__":{"x":1},"type":"a"}', "a"],
    ["numbers that no double can hold", '{"type":"a","n":[1e100000,12345678901234567890,-0,1.10]}', "a"],
    ["an escaped NUL", '{"type":"a","n":"\\u0000"}', "a"],
    ["an escaped lone surrogate", '{"type":"a","n":"\\ud800"}', "a"],
    ["64 levels", `{"type":"a","n":${"[".repeat(63)}${"]".repeat(63)}}`, "a"],
  ])("%s", (_, message, type) => {
    expect(parseMessage(text(message)).type).toBe(type);
  });

  test("a message of exactly the most bytes", () => {
    const frame = '{"type":"a","n":""}';
    const message = frame.replace('""', `"${"x".repeat(EVENT_BYTES_MAX - frame.length)}"`);
    expect(Buffer.byteLength(message)).toBe(EVENT_BYTES_MAX);
    expect(parseMessage(text(message)).type).toBe("a");
  });
});

describe("refuses with invalid_request", () => {
  test.each([
    ["nothing", text("")],
    ["no JSON", text("hello")],
    ["an array", text("[]")],
    ["null", text("null")],
    ["a string", text('"order.paid"')],
    ["a missing type", text("{}")],
    ["a type that is no string", text('{"type":1}')],
    ["an empty type", text('{"type":""}')],
    ["a type with a space", text('{"type":"order paid"}')],
    ["a pattern as type", text('{"type":"order.*"}')],
    ["a type of 129 characters", text(`{"type":"${"a".repeat(129)}"}`)],
    ["a type inherited from __proto__", text('{"__proto__":{"type":"a"}}')],
    ["a byte order mark", text('\ufeff{"type":"a"}')],
    ["invalid UTF-8", Buffer.concat([text('{"type":"a","n":"'), Buffer.from([0xc3, 0x28]), text('"}')])],
    [
      "a surrogate encoded as UTF-8",
      Buffer.concat([text('{"type":"a","n":"'), Buffer.from([0xed, 0xa0, 0x80]), text('"}')]),
    ],
    ["a bare NUL", text('{"type":"a","n":"\u0000"}')],
    ["NUL after the end", text('{"type":"a"}\u0000')],
    ["65 levels", text(`{"type":"a","n":${"[".repeat(64)}${"]".repeat(64)}}`)],
    ["a hundred thousand levels", text(`{"type":"a","n":${"[".repeat(100_000)}`)],
    ["two messages", text('{"type":"a"}{"type":"b"}')],
  ])("%s", (_, message) => {
    expect(codeOf(() => parseMessage(message))).toBe("invalid_request");
  });
});

test("refuses one byte too many with payload_too_large, unread", () => {
  expect(codeOf(() => parseMessage(Buffer.alloc(EVENT_BYTES_MAX + 1)))).toBe("payload_too_large");
});

function codeOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
  return "accepted";
}
