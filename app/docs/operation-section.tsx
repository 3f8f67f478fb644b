import type { ReactNode } from "react";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { published } from "#http/openapi/published.ts";
import { curlExample } from "./curl-example.ts";
import { fieldRows } from "./field-rows.ts";
import { FieldTable } from "./field-table.tsx";
import { MethodBadge } from "./method-badge.tsx";
import { parameterRows } from "./parameter-rows.ts";
import type { PathOperation } from "./parts.ts";
import { Prose } from "./prose.tsx";
import { GoodAnswers, Refusals } from "./responses.tsx";

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
