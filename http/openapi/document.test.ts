import { describe, expect, test } from "vitest";
import { parseInput } from "#domain/call/parse.ts";
import { sampleInput } from "#domain/test-operations.ts";
import { allRoutes, mounted } from "#http/test-routes.ts";
import { openApiDocument } from "./document.ts";
import { mountedOperations } from "./mounted.ts";
import { EXAMPLE_BODIES } from "./operation-object.ts";
import { fitOf } from "./test-fit.ts";
import { DOCUMENT_METHODS, type OpenApi, type OperationObject } from "./types.ts";

const document = await openApiDocument();
const operations = operationsOf(document);
const doors = await mountedOperations();
const expectToFit = fitOf(document);

/** Every operation of the document with where it stands. */
function operationsOf({ paths }: OpenApi) {
  return Object.entries(paths).flatMap(([path, item]) =>
    DOCUMENT_METHODS.flatMap((method) => {
      const operation = item[method];
      return operation ? [{ path, method, operation, name: `${method} ${path}` }] : [];
    }),
  );
}

function operationAt(name: string): OperationObject {
  const found = operations.find((one) => one.name === name);
  if (!found) throw new Error(`There is no ${name} in the document.`);
  return found.operation;
}

const parametersOf = ({ parameters }: OperationObject) =>
  parameters.map((parameter) =>
    "$ref" in parameter ? parameter.$ref.split("/").at(-1) : `${parameter.in} ${parameter.name}`,
  );

test("every mounted operation is described, under its canonical and its short path", async () => {
  const mountedOnes = (await allRoutes()).flatMap(({ path, methods }) =>
    [...methods].flatMap(([method, handler]) =>
      mounted(handler) ? [`${method.toLowerCase()} ${path.replace(/\[(\w+)\]/g, "{$1}")}`] : [],
    ),
  );
  const short = doors.flatMap(({ method, shortPath }) => (shortPath ? [`${method.toLowerCase()} ${shortPath}`] : []));
  expect(operations.map(({ name }) => name).sort()).toEqual([...mountedOnes, ...short].sort());
  expect(short).toContain("post /api/v1/endpoints");
});

test("an operation is called alike for good, and nothing else is called so", () => {
  const ids = operations.map(({ operation }) => operation.operationId);
  expect(new Set(ids).size).toBe(ids.length);
  expect(operationAt("post /api/v1/endpoints").operationId).toBe("endpointCreate");
  expect(operationAt("post /api/v1/apps/{app}/endpoints").operationId).toBe("endpointCreateInApp");
  expect(operationAt("put /api/v1/endpoints/{id}").operationId).toBe("endpointUpdateByPut");
});

describe("input is told apart as the route does", () => {
  test("names in the path; the rest of a GET or DELETE in the query", () => {
    const list = operationAt("get /api/v1/apps/{app}/endpoints/{id}/deliveries");
    expect(parametersOf(list)).toEqual(expect.arrayContaining(["App", "Tenant", "path id", "query status"]));
    expect(list.requestBody).toBeUndefined();
    const remove = operationAt("delete /api/v1/endpoints/{id}");
    expect(parametersOf(remove)).toEqual(["Tenant", "path id", "query permanent"]);
  });

  test("the rest of the others in a JSON body, which may be left out where nothing in it is required", () => {
    const create = operationAt("post /api/v1/endpoints");
    expect(parametersOf(create)).toEqual(["Tenant", "IdempotencyKey"]);
    expect(create.requestBody).toMatchObject({ required: true, content: { "application/json": {} } });
    const update = operationAt("patch /api/v1/endpoints/{id}");
    expect(update.requestBody?.required).toBe(false);
    const fields = Object.keys(document.components.schemas.EndpointUpdateBody?.properties ?? {});
    expect(fields).toContain("status");
    expect(fields).not.toContain("id");
    expect(operationAt("post /api/v1/endpoints/{id}/verify").requestBody).toBeUndefined();
  });

  test("of events, the body is the message", () => {
    expect(operationAt("post /api/v1/events").requestBody?.content).toHaveProperty(["application/json"]);
    expect(operationAt("post /api/v1/events/batch").requestBody?.content).toHaveProperty(["application/x-ndjson"]);
    expect(document.components.schemas.Message?.required).toEqual(["type"]);
  });
});

describe("refusals", () => {
  test("of every call, of a cursor, a body, a key, and of the operation's own accord", () => {
    const codes = (name: string) =>
      Object.fromEntries(
        Object.entries(operationAt(name).responses).flatMap(([status, answer]) =>
          "$ref" in answer ? [[status, answer.$ref.split("/").at(-1)]] : [],
        ),
      );
    expect(codes("get /api/v1/endpoints")).toEqual({
      400: "InvalidCursorOrInvalidRequestOrTenantRequired",
      401: "Unauthenticated",
      403: "Forbidden",
      404: "NotFound",
      429: "RateLimited",
      500: "InternalError",
      503: "Unavailable",
    });
    expect(codes("post /api/v1/deliveries/{id}/replay")).toMatchObject({
      409: "ConflictOrIdempotencyInProgress",
      410: "PayloadExpired",
      413: "PayloadTooLarge",
      415: "UnsupportedMediaType",
      422: "DeliveryInFlightOrDeliverySucceededOrIdempotencyKeyReusedOrStateForbids",
    });
  });

  test("a key can do everything but decide who belongs to the tenant", () => {
    const schemes = (name: string) => operationAt(name).security.flatMap((one) => Object.keys(one));
    expect(schemes("post /api/v1/events")).toEqual(["apiKey", "session", "sessionCookie"]);
    expect(schemes("get /api/v1/members")).toEqual(["session", "sessionCookie"]);
  });
});

describe("examples", () => {
  const media = operations.flatMap(({ path, method, name, operation }) => {
    const at = `/paths/${path.replaceAll("/", "~1")}/${method}`;
    const answers = Object.entries(operation.responses).flatMap(([status, answer]) =>
      "content" in answer
        ? Object.entries(answer.content).map(([type, one]) => ({ at: `responses/${status}`, type, one }))
        : [],
    );
    const bodies = Object.entries(operation.requestBody?.content ?? {}).map(([type, one]) => ({
      at: "requestBody",
      type,
      one,
    }));
    return [...answers, ...bodies].map(({ at: part, type, one }) => ({
      name: `${name} ${part}`,
      pointer: `${at}/${part}/content/${type.replaceAll("/", "~1")}/schema`,
      example: one.example,
    }));
  });

  test("stand with every body and every answer, and fit their schema", () => {
    expect(media.length).toBeGreaterThan(operations.length);
    for (const { name, pointer, example } of media) {
      expect(example, name).toBeDefined();
      expectToFit(example, pointer, name);
    }
  });

  test("of bodies are what the operations take", () => {
    for (const { operation, body, path } of doors) {
      const example = EXAMPLE_BODIES[operation.facts.id];
      if (example === undefined || body) continue;
      const inPath = Object.entries(sampleInput(operation)).filter(([name]) => path.includes(`{${name}}`));
      const input = { ...Object.fromEntries(inPath), ...Object(example) };
      expect(() => parseInput(operation.facts.input, input), operation.facts.id).not.toThrow();
    }
  });

  test("are of operations that there are", () => {
    const ids = doors.map(({ operation }) => operation.facts.id);
    expect(Object.keys(EXAMPLE_BODIES).filter((id) => !ids.includes(id))).toEqual([]);
  });
});
