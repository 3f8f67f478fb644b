import type { Metadata } from "next";
import { Badge } from "#components/ui/badge.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { ERROR_MEANINGS, type ProblemCode, problemOf } from "#http/openapi/error-meanings.ts";
import { published } from "#http/openapi/published.ts";
import { Inline } from "../prose.tsx";

export const metadata: Metadata = { title: "Errors" };

/** Every code of a problem: what its `type` links to. */
export default function ErrorsPage() {
  const example = published.components.responses.NotFound?.content["application/problem+json"]?.examples?.not_found;
  return (
    <>
      <PageHeader
        title="Errors"
        description="Every refusal is a problem by RFC 9457. Programs tell them apart by code, people read the detail."
      />
      <CodeBlock code={JSON.stringify(example?.value, null, 2)} language="json" label="A problem" />
      <dl className="grid gap-x-6 gap-y-4 md:grid-cols-[minmax(16rem,max-content)_1fr]">
        {codes().map((code) => (
          <div
            key={code}
            id={code}
            className="grid scroll-mt-4 gap-x-6 gap-y-1 rounded-md target:bg-accent-soft md:col-span-2 md:grid-cols-subgrid"
          >
            <dt className="flex items-center gap-2 font-mono text-xs leading-5">
              <Badge isMono>{problemOf(code).status}</Badge>
              {code}
            </dt>
            <dd className="max-w-prose">
              <span className="block font-medium">{problemOf(code).title}</span>
              <span className="text-ink-muted">
                <Inline text={ERROR_MEANINGS[code]} />
              </span>
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function codes(): ProblemCode[] {
  const all = namesOf(ERROR_MEANINGS);
  return all.sort((a, b) => problemOf(a).status - problemOf(b).status);
}

/** `Object.keys` forgets the names' types; the record has exactly these. */
function namesOf(meanings: Record<ProblemCode, string>): ProblemCode[] {
  return Object.keys(meanings) as ProblemCode[];
}
