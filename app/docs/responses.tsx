import { Badge } from "#components/ui/badge.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { published } from "#http/openapi/published.ts";
import type { OperationObject, ResponseObject } from "#http/openapi/types.ts";
import { fieldRows } from "./field-rows.ts";
import { FieldTable } from "./field-table.tsx";

type Responses = OperationObject["responses"];

/** What comes back when all went well: an example, and its fields behind a line that opens. */
export function GoodAnswers({ summary, responses }: { summary: string; responses: Responses }) {
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

/** The codes that a call can be refused with, by status; each is explained on a page of its own. */
export function Refusals({ responses }: { responses: Responses }) {
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

/** The good answers: they are written out, the refusals are referred to. */
function written(responses: Responses): [string, ResponseObject][] {
  return Object.entries(responses).flatMap(([status, answer]): [string, ResponseObject][] =>
    "content" in answer ? [[status, answer]] : [],
  );
}
