import { NextRequest } from "next/server";
import { expect, test } from "vitest";
import { z } from "zod";
import { rawBody } from "./route.ts";

const url = "http://localhost/api/v1/events";
const facts = { contentType: "text/plain", schema: z.string(), description: "Any text" };
const read = (request: NextRequest) => rawBody(8, facts)(request, {});

test("gives the bytes as they came, with their content type", async () => {
  const body = Buffer.from([0xff, 0x00, 0x0d, 0x0a, 0x20]);
  const request = new NextRequest(url, { method: "POST", body, headers: { "content-type": "application/json" } });
  const { body: bytes, contentType } = await message(read(request));
  expect(Buffer.from(bytes).equals(body)).toBe(true);
  expect(contentType).toBe("application/json");
});

test("gives nothing for an absent body and content type", async () => {
  const { body, contentType } = await message(read(new NextRequest(url, { method: "POST" })));
  expect([body.byteLength, contentType]).toEqual([0, ""]);
});

test("takes as many bytes as allowed and refuses one more, whatever the length said", async () => {
  const chunked = (bytes: number) =>
    new NextRequest(url, {
      method: "POST",
      body: streamOf(bytes),
      duplex: "half",
    });
  expect((await message(read(chunked(8)))).body.byteLength).toBe(8);
  await expect(read(chunked(9))).rejects.toMatchObject({ code: "payload_too_large" });
  const lying = new NextRequest(url, { method: "POST", body: "1234", headers: { "content-length": "9" } });
  await expect(read(lying)).rejects.toMatchObject({ code: "payload_too_large" });
});

function streamOf(bytes: number): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (let at = 0; at < bytes; at++) controller.enqueue(new Uint8Array(1));
      controller.close();
    },
  });
}

/** `ReadInput` answers unknown; what `rawBody` makes is checked here once. */
async function message(answer: Promise<unknown>): Promise<{ body: Uint8Array; contentType: string }> {
  const value = await answer;
  if (typeof value !== "object" || value === null || !("body" in value) || !("contentType" in value))
    throw new Error("no message");
  if (!(value.body instanceof Uint8Array) || typeof value.contentType !== "string") throw new Error("no message");
  return { body: value.body, contentType: value.contentType };
}
