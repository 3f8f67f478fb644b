import { expect, test } from "vitest";
import { parseList } from "./parse-list.ts";

const namesIn = (text: string) => parseList(text).rows.map(({ at, input }) => [at, input.name]);

test.each([
  [
    "names",
    "order.paid\n\n# a comment\norder.sent",
    [
      ["Line 1", "order.paid"],
      ["Line 4", "order.sent"],
    ],
  ],
  [
    "a JSON array of names",
    '["a", "b"]',
    [
      ["Item 1", "a"],
      ["Item 2", "b"],
    ],
  ],
  ["a JSON array of objects", '[{"name":"a","schema":{}}]', [["Item 1", "a"]]],
  [
    "one JSON object a line",
    '{"name":"a"}\n{"name":"b"}',
    [
      ["Line 1", "a"],
      ["Line 2", "b"],
    ],
  ],
  ["one object alone", '{"name":"a"}', [["Item 1", "a"]]],
  ["what the API takes", '{"eventTypes":[{"name":"a"}]}', [["Item 1", "a"]]],
  ["nothing", " \n ", []],
])("reads %s", (_, text, names) => {
  expect(namesIn(text)).toEqual(names);
  expect(parseList(text).faults).toEqual([]);
});

test("reads what the API's list answers, read-only fields and all", () => {
  const answer = {
    data: [
      {
        object: "event_type",
        id: "a",
        appId: "app_x",
        name: "a",
        description: "A",
        archivedAt: null,
        createdAt: "2026-01-01",
      },
    ],
    nextCursor: null,
  };
  expect(parseList(JSON.stringify(answer)).rows[0]?.input).toMatchObject({ name: "a", description: "A" });
});

test.each([
  ["order.paid An order was paid", "An order was paid"],
  ["order.paid\tPaid", "Paid"],
  ['order.paid,"Paid, in full"', "Paid, in full"],
  ["order.paid; Paid", "Paid"],
])("takes what stands behind a name as its description: %j", (line, description) => {
  expect(parseList(line).rows[0]?.input).toMatchObject({ name: "order.paid", description });
});

test("each fault says where it stands, and good rows are kept", () => {
  const list =
    '{"name":"a"}\n{"name":\n{"name":"no spaces please"}\n{"name":"b","colour":"red"}\n{"name":"a"}\n{"name":"new"}';
  const { rows, faults } = parseList(list);
  expect(rows.map(({ input }) => input.name)).toEqual(["a"]);
  expect(faults.map(({ at, message }) => `${at}: ${message}`)).toEqual([
    expect.stringMatching(/^Line 2: Not JSON: /),
    expect.stringMatching(/^Line 3: name: Must be words/),
    "Line 4: Unknown field colour",
    "Line 5: a stands in the list already: Line 1",
    "Line 6: name: This name is taken. Use another",
  ]);
});

test("an array that is cut short, and one that is too long, are refused whole", () => {
  expect(parseList('["a",').faults[0]?.message).toMatch(/^This is not JSON: /);
  const many = JSON.stringify(Array.from({ length: 501 }, (_, at) => `t${at}`));
  expect(parseList(many).faults[0]?.message).toBe("The list has 501 event types; at most 500 can be imported at once.");
});
