import { published } from "#http/openapi/published.ts";
import { tagOf } from "#http/openapi/tags.ts";
import { DOCUMENT_METHODS, type DocumentMethod, type OperationObject, type PathItem } from "#http/openapi/types.ts";
import { canonicalFormOf, shortFormOf } from "#http/short-form.ts";

/** An operation with the path that people use, and the one that names the app where that is another. */
export type PathOperation = {
  method: DocumentMethod;
  path: string;
  canonicalPath: string | null;
  operation: OperationObject;
  hasPut: boolean;
};

/** A part of the API: what one page of the reference is about. */
export type Part = { slug: string; name: string; description: string; operations: PathOperation[] };

/** The parts of the API in reading order. */
export function parts(): Part[] {
  const operations = Object.entries(published.paths).flatMap(([path, item]) => {
    if (shortFormOf(path) !== null) return [];
    const canonicalPath = canonicalFormOf(path);
    return DOCUMENT_METHODS.flatMap((method) => {
      const operation = item[method];
      if (!operation || (method === "put" && isPatch(item))) return [];
      return [{ method, path, canonicalPath, operation, hasPut: method === "patch" && isPatch(item) }];
    });
  });
  return published.tags.map(({ name, description }) => {
    const own = operations.filter(({ operation }) => operation.tags.includes(name));
    return { slug: tagOf(own[0]?.path ?? "").slug, name, description, operations: own };
  });
}

function isPatch({ put, patch }: PathItem): boolean {
  return put?.operationId.startsWith(`${patch?.operationId}ByPut`) ?? false;
}
