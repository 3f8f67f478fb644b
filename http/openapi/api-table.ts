import { shortFormOf } from "#http/short-form.ts";
import { DOCUMENT_METHODS, type OpenApi, type OperationObject } from "./types.ts";

/** The API at a glance, in Markdown: a table for each part, one line for each operation. */
export function apiTable({ paths, tags }: OpenApi): string {
  const lines = Object.entries(paths).flatMap(([path, item]) => {
    if (shortFormOf(path) !== null) return [];
    return DOCUMENT_METHODS.flatMap((method) => {
      const operation = item[method];
      return operation ? [{ tag: operation.tags[0], line: row({ method, path, operation }) }] : [];
    });
  });
  const sections = tags.map(({ name, description }) =>
    [
      `## ${name}`,
      "",
      description,
      "",
      ...HEAD,
      ...lines.filter(({ tag }) => tag === name).map(({ line }) => line),
    ].join("\n"),
  );
  return `${[INTRODUCTION, ...sections].join("\n\n")}\n`;
}

const INTRODUCTION = [
  "# The API",
  "",
  "Every operation, made from the routes and their schemas by `npm run openapi`. The whole of it, with schemas and",
  "examples, is [openapi.json](openapi.json) here, `GET /api/v1/openapi.json` on a running Posthouse, and readable at",
  "`/docs` there.",
  "",
  "What belongs to an app has a canonical path besides, which names the app: `/api/v1/endpoints` is",
  "`/api/v1/apps/{app}/endpoints` of the API key's app, or else of the app `production`. People need `manage_members`",
  "where it says so, other operations need `manage_webhooks`; posting events needs `send_events` or `manage_webhooks`.",
].join("\n");

const HEAD = ["| request | what it does | query and body | answer |", "|---|---|---|---|"];

type Line = { method: string; path: string; operation: OperationObject };

function row({ method, path, operation }: Line): string {
  const query = operation.parameters.flatMap((parameter) =>
    "in" in parameter && parameter.in === "query" ? [`\`?${parameter.name}\``] : [],
  );
  const body = Object.entries(operation.requestBody?.content ?? {}).map(([type, { schema }]) =>
    type === "application/json" && schema.$ref ? `\`${schema.$ref.split("/").at(-1)}\`` : `\`${type}\``,
  );
  const cells = [
    `${method.toUpperCase()} \`${path}\``,
    operation.summary,
    [...query, ...body].join(" "),
    Object.keys(operation.responses)
      .filter((status) => status.startsWith("2"))
      .join(", "),
  ];
  return `| ${cells.join(" | ")} |`;
}
