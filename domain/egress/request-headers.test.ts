import { expect, it } from "vitest";
import { requestHeaders } from "./request.ts";

it("sends a name once, however it is spelt, and the later value", () => {
  const headers = { "Content-Type": "text/html", "X-Mine": "1", "content-type": "application/json" };
  expect(requestHeaders(headers)).toEqual([
    "accept-encoding",
    "identity",
    "content-type",
    "application/json",
    "x-mine",
    "1",
  ]);
});

it.each(["Host", "CONNECTION", "Content-Length", "transfer-encoding", "Accept-Encoding", "Proxy-Authorization", "TE"])(
  "leaves %s to the connection",
  (name) => {
    expect(requestHeaders({ [name]: "mine" })).toEqual(["accept-encoding", "identity"]);
  },
);
