import type { ReactNode } from "react";
import { Badge } from "#components/ui/badge.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { type Column, column, DataTable } from "#components/ui/table.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { published } from "#http/openapi/published.ts";
import type { Components, OperationObject, ResponseObject } from "#http/openapi/types.ts";
import { curlExample } from "./curl-example.ts";
import { type FieldRow, fieldRows } from "./field-rows.ts";
import { MethodBadge } from "./method-badge.tsx";
import type { PathOperation } from "./parts.ts";
import { Inline, Prose } from "./prose.tsx";
import { typeWords } from "./type-words.ts";

/** One operation: its words and tables left, a command and its answer right. */
export function OperationSection({ origin, ...one }: PathOperation & { origin: string }) {
  const { method, path, canonicalPath, operation, hasPut } = one;
  const parameters = parameterRows(operation, published.components);
  const body = Object.entries(operation.requestBody?.content ?? {});
  return (
    <section
      id={operation.operationId}
      aria-labelledby={`${operation.operationId}-title`}
      className="grid scroll-mt-4 gap-4 border-line border-t pt-6"
    >
      <div className="grid gap-2">
        <h2 id={`${operation.operationId}-title`} className="text-h2">
          <a href={`#${operation.operationId}`} className="rounded-sm hover:underline">
            {operation.summary}
          </a>
        </h2>
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <MethodBadge method={method} />
          <code className="font-mono text-sm wrap-anywhere">{path}</code>
          {hasPut ? <span className="text-ink-muted text-xs">PUT does the same</span> : null}
        </p>
        {canonicalPath === null ? null : (
          <p className="text-ink-muted text-xs">
            In an app that you name: <code className="font-mono wrap-anywhere">{canonicalPath}</code>
          </p>
        )}
      </div>
      <div className="grid items-start gap-x-8 gap-y-4 xl:grid-cols-2">
        <div className="grid gap-4">
          <Prose text={operation.description} />
          <Titled title="Parameters" isShown={parameters.length > 0}>
            <FieldTable label={`Parameters: ${operation.summary}`} rows={parameters} />
          </Titled>
          {body.map(([type, { schema }]) => (
            <Titled key={type} title={`Body, ${type}`} isShown>
              {operation.requestBody?.description ? <Prose text={`${operation.requestBody.description}.`} /> : null}
              <FieldTable label={`Body: ${operation.summary}`} rows={fieldRows(schema, published.components.schemas)} />
            </Titled>
          ))}
          <Refusals responses={operation.responses} />
        </div>
        <div className="grid gap-4">
          <CodeBlock code={curlExample(one, origin)} language="bash" label="Request" isWrapped />
          <GoodAnswers summary={operation.summary} responses={operation.responses} />
        </div>
      </div>
    </section>
  );
}

function Titled({ title, isShown, children }: { title: string; isShown: boolean; children: ReactNode }) {
  if (!isShown) return null;
  return (
    <div className="grid gap-2">
      <h3 className="text-h3">{title}</h3>
      {children}
    </div>
  );
}

type Responses = OperationObject["responses"];

function GoodAnswers({ summary, responses }: { summary: string; responses: Responses }) {
  return written(responses).map(([status, { description, content }]) =>
    Object.entries(content).map(([type, { schema, example }]) => (
      <div key={`${status} ${type}`} className="grid gap-2">
        <CodeBlock
          code={JSON.stringify(example, null, 2)}
          language="json"
          label={`Answer ${status}`}
          note={description}
        />
        <details className="group">
          <summary className="rounded-sm text-accent text-sm">Fields of the answer</summary>
          <div className="pt-2">
            <FieldTable
              label={`Answer ${status}: ${summary}`}
              rows={fieldRows(schema, published.components.schemas).map((row) => ({ ...row, isRequired: false }))}
            />
          </div>
        </details>
      </div>
    )),
  );
}

function Refusals({ responses }: { responses: Responses }) {
  const refusals = Object.entries(responses).flatMap(([status, answer]) => {
    const described =
      "$ref" in answer ? published.components.responses[answer.$ref.split("/").at(-1) ?? ""] : undefined;
    return Object.values(described?.content ?? {}).map(({ examples = {} }) => ({
      status,
      codes: Object.keys(examples),
    }));
  });
  return (
    <div className="grid gap-2">
      <h3 className="text-h3">Refusals</h3>
      <ul className="grid gap-1 text-sm">
        {refusals.map(({ status, codes }) => (
          <li key={status} className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <Badge isMono>{status}</Badge>
            {codes.map((code) => (
              <TextLink key={code} href={`/docs/errors#${code}`} className="font-mono text-xs">
                {code}
              </TextLink>
            ))}
          </li>
        ))}
      </ul>
    </div>
  );
}

function written(responses: Responses): [string, ResponseObject][] {
  return Object.entries(responses).flatMap(([status, answer]): [string, ResponseObject][] =>
    "content" in answer ? [[status, answer]] : [],
  );
}

function FieldTable({ label, rows }: { label: string; rows: readonly FieldRow[] }) {
  return rows.length === 0 ? null : (
    <DataTable label={label} columns={COLUMNS} rows={rows} keyOf={({ name }) => name} />
  );
}

const COLUMNS: readonly Column<FieldRow>[] = [
  column("Field", { look: "align-top font-mono text-xs leading-5" }, ({ name, isRequired }) => (
    <>
      {name}
      {isRequired ? <span className="ml-1.5 font-sans text-ink-faint">required</span> : null}
    </>
  )),
  column("What it holds", { size: "w-full", look: "whitespace-normal! align-top" }, ({ type, description }) => (
    <>
      <span className="block text-ink-muted text-xs leading-5 wrap-anywhere">{type}</span>
      {description === null ? null : (
        <span className="block text-sm">
          <Inline text={description} />
        </span>
      )}
    </>
  )),
];

const PLACES = { path: "in the path", query: "in the query", header: "header" } as const;

/** An operation's own parameters as rows, each with where it goes; the tenant's header is the same everywhere. */
function parameterRows({ parameters }: OperationObject, components: Components): FieldRow[] {
  return parameters.flatMap((given) => {
    const parameter = "$ref" in given ? components.parameters[given.$ref.split("/").at(-1) ?? ""] : given;
    if (!parameter || parameter.name === "posthouse-tenant") return [];
    const { name, in: place, required, description, schema } = parameter;
    return [{ name, type: `${PLACES[place]}, ${typeWords(schema)}`, isRequired: required, description }];
  });
}
