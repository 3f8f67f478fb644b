import { expect } from "vitest";
import type { Method } from "#http/route.ts";
import { published } from "./published.ts";
import { fitOf } from "./test-fit.ts";
import type { Schema } from "./types.ts";

/**
 * Expects an answer to be one that docs/reference/openapi.json tells of: its status, its content type, its body and the
 * headers that go with it. `path` has its parameters in braces or brackets, or filled in. Answers the body.
 */
export async function expectToMatchOpenApi(response: Response, method: Method, path: string): Promise<unknown> {
  const where = `${method} ${path} ${response.status}`;
  const pointer = answerPointer({ method, path, status: response.status }, where);
  const answer = at(pointer);
  const contentType = response.headers.get("content-type") ?? "";
  expect(Object.keys(answer.content ?? {}), `${where}: content type`).toContain(contentType);
  const body: unknown = await response.clone().json();
  expectToFit(body, `${pointer}/content/${escaped(contentType)}/schema`, where);
  for (const name of Object.keys(answer.headers ?? {})) expectHeader({ response, name, where });
  return body;
}

const expectToFit = fitOf(published);

type Place = { method: Method; path: string; status: number };

/** Where the document describes this answer, with a reference followed. */
function answerPointer({ method, path, status }: Place, where: string): string {
  const template = templateOf(path);
  if (template === undefined) throw new Error(`${where}: no such path in openapi.json. Run \`npm run openapi\`.`);
  const pointer = `/paths/${escaped(template)}/${method.toLowerCase()}/responses/${status}`;
  const answer = at(pointer);
  if (answer.$ref) return answer.$ref.slice(1);
  if (!answer.content)
    throw new Error(`${where}: openapi.json has no such answer. Name it in the operation's refusals.`);
  return pointer;
}

/** Written paths go before those with parameters, as in the router: `/events/batch` is not `/events/{id}`. */
function templateOf(path: string): string | undefined {
  const [given = ""] = path.replace(/\[(\w+)\]/g, "{$1}").split("?");
  const templates = Object.keys(published.paths);
  if (templates.includes(given)) return given;
  const fits = (template: string) => new RegExp(`^${template.replace(/\{\w+\}/g, "[^/]+")}$`).test(given);
  return templates.filter(fits).sort((a, b) => parametersOf(a) - parametersOf(b))[0];
}

function parametersOf(template: string): number {
  return template.split("{").length;
}

type Part = { $ref?: string; content?: Record<string, { schema: Schema }>; headers?: Record<string, unknown> };

/** What stands at a pointer; nothing is an empty part. */
function at(pointer: string): Part {
  const names = pointer.slice(1).split("/");
  const part = names.reduce<unknown>((inner, name) => {
    const key = name.replaceAll("~1", "/").replaceAll("~0", "~");
    return typeof inner === "object" && inner !== null ? Reflect.get(inner, key) : undefined;
  }, published);
  return typeof part === "object" && part !== null ? part : {};
}

function escaped(name: string): string {
  return name.replaceAll("~", "~0").replaceAll("/", "~1");
}

/** `retry-after` comes with those codes of a status that can be waited out; the others must be there. */
function expectHeader({ response, name, where }: { response: Response; name: string; where: string }): void {
  if (name === "retry-after") return;
  expect(response.headers.get(name), `${where}: header ${name}`).toBeTruthy();
}
