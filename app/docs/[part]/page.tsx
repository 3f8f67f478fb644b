import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { refusable } from "#app/refusable.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { config } from "#domain/config.ts";
import { OperationSection } from "../operation-section.tsx";
import { type Part, parts } from "../parts.ts";

type Params = { params: Promise<{ part: string }> };

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  const part = await partOf(params);
  return { title: part?.name ?? "Not found" };
}

/** A part of the API in full: what each operation takes and answers. */
export default refusable(async function PartPage({ params }: Params) {
  const part = await partOf(params);
  if (!part) notFound();
  return (
    <>
      <PageHeader title={part.name} description={part.description} />
      {part.operations.map((one) => (
        <OperationSection key={one.operation.operationId} {...one} origin={config().PUBLIC_URL} />
      ))}
    </>
  );
});

async function partOf(params: Params["params"]): Promise<Part | undefined> {
  const { part } = await params;
  return parts().find(({ slug }) => slug === part);
}
